package jacquard.fashion.data;

import java.util.Arrays;

/**
 * A decoded picture on its way to the form of Fashion-MNIST, after section 2 of the paper: trim
 * what is near the colour of the corners, bring the longest edge to 28 pixels, centre, turn the
 * background black, drop the colours. Where the authors skip rows and then sharpen, areas are
 * averaged, which needs no sharpening.
 *
 * @param width pixels
 * @param height pixels
 * @param colors {@code [height, width]}, 0xRRGGBB, already on a white background
 */
record Picture(int width, int height, int[] colors) {
  private static final int SIDE = FashionMnist.SIDE;

  /** As near to the background as that is background: 5 % of the longest distance in RGB. */
  private static final double NEAR = 0.05 * 255 * Math.sqrt(3);

  /** The part of a picture that shows the object. */
  private record Box(int left, int top, int width, int height) {}

  /**
   * The picture as the models know it.
   *
   * @return {@code [28, 28]} unsigned bytes; null if there is nothing but background
   */
  byte[] toGarment() {
    int background = background();
    var box = trim(background);
    if (box == null) return null;
    float[] levels = levels(background);
    // A picture of that size already is in the form of the set, margins included.
    if (width == SIDE && height == SIDE) box = new Box(0, 0, SIDE, SIDE);
    int longest = Math.max(box.width, box.height);
    int toWidth = Math.max(1, Math.round((float) SIDE * box.width / longest));
    int toHeight = Math.max(1, Math.round((float) SIDE * box.height / longest));
    float[] scaled = average(levels, box, toWidth, toHeight);
    var garment = new byte[SIDE * SIDE];
    int left = (SIDE - toWidth) / 2;
    int top = (SIDE - toHeight) / 2;
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        garment[(top + y) * SIDE + left + x] = (byte) Math.round(scaled[y * toWidth + x]);
      }
    }
    return garment;
  }

  /** The colour of the corners, each channel's median: one covered corner does not count. */
  private int background() {
    int[] corners = {
      colors[0], colors[width - 1], colors[(height - 1) * width], colors[height * width - 1]
    };
    int color = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      var channel = new int[corners.length];
      for (int i = 0; i < channel.length; i++) channel[i] = corners[i] >>> shift & 0xFF;
      Arrays.sort(channel);
      color |= (channel[1] + channel[2]) / 2 << shift;
    }
    return color;
  }

  private Box trim(int background) {
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (distance(colors[y * width + x], background) <= NEAR) continue;
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = y;
      }
    }
    return right < 0 ? null : new Box(left, top, right - left + 1, bottom - top + 1);
  }

  private static double distance(int a, int b) {
    int red = (a >> 16 & 0xFF) - (b >> 16 & 0xFF);
    int green = (a >> 8 & 0xFF) - (b >> 8 & 0xFF);
    int blue = (a & 0xFF) - (b & 0xFF);
    return Math.sqrt(red * red + green * green + blue * blue);
  }

  private static float grey(int color) {
    return 0.299f * (color >> 16 & 0xFF) + 0.587f * (color >> 8 & 0xFF) + 0.114f * (color & 0xFF);
  }

  /** Grey levels that are 0 at the background, negated if that is light. */
  private float[] levels(int background) {
    float zero = grey(background);
    boolean light = zero >= 127.5f;
    float scale = 255 / (light ? -zero : 255 - zero);
    var levels = new float[colors.length]; // [height, width]
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Math.clamp((grey(colors[i]) - zero) * scale, 0, 255);
    }
    return levels;
  }

  /** Each pixel of the result is the mean of the area that it covers, parts of pixels by share. */
  private float[] average(float[] levels, Box box, int toWidth, int toHeight) {
    var rows = new float[box.height * toWidth]; // [box.height, toWidth]
    for (int y = 0; y < box.height; y++) {
      int row = (box.top + y) * width + box.left;
      for (int x = 0; x < toWidth; x++) {
        rows[y * toWidth + x] = mean(levels, row, 1, box.width, x, toWidth);
      }
    }
    var result = new float[toHeight * toWidth]; // [toHeight, toWidth]
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        result[y * toWidth + x] = mean(rows, x, toWidth, box.height, y, toHeight);
      }
    }
    return result;
  }

  /** The mean of part {@code index} of {@code parts} equal parts of a strided line. */
  private static float mean(
      float[] values, int offset, int stride, int length, int index, int parts) {
    double from = (double) length * index / parts;
    double to = (double) length * (index + 1) / parts;
    double sum = 0;
    for (int i = (int) from; i < length && i < to; i++) {
      sum += values[offset + i * stride] * (Math.min(i + 1, to) - Math.max(i, from));
    }
    return (float) (sum / (to - from));
  }
}
