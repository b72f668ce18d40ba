package jacquard.fashion.data;

import java.util.Arrays;

/**
 * A grey raster of 28x28 on which polygons are filled with exact area coverage: each edge adds its
 * signed area to the pixels it crosses, and a running sum along the row turns that into coverage
 * (the accumulation buffer of font rasterisers such as font-rs). Plain arithmetic only, so that the
 * bits are the same on every machine.
 */
final class Canvas {
  private static final int SIDE = FashionMnist.SIDE;

  /** What a pixel is painted with. */
  @FunctionalInterface
  interface Paint {
    /** The grey level in {@code [0, 1]} at a pixel. */
    double at(int x, int y);
  }

  private static final int STRIDE = SIDE + 2;

  final double[] ink = new double[SIDE * SIDE]; // [y, x]
  private final double[] cover = new double[SIDE * STRIDE];
  private Pose pose = Pose.STRAIGHT;

  /**
   * How a garment lies on the canvas: garment coordinates to pixels.
   *
   * @param xx pixels to the right for one unit of x
   * @param xy pixels to the right for one unit of y
   * @param yx pixels down for one unit of x
   * @param yy pixels down for one unit of y
   * @param dx where the origin lies, pixels from the left
   * @param dy where the origin lies, pixels from the top
   */
  record Pose(double xx, double xy, double yx, double yy, double dx, double dy) {
    static final Pose STRAIGHT = new Pose(14, 0, 0, 14, 14, 14);

    double x(double x, double y) {
      return xx * x + xy * y + dx;
    }

    double y(double x, double y) {
      return yx * x + yy * y + dy;
    }
  }

  /** Wipes the canvas and sets how the next garment lies. */
  void start(Pose next) {
    Arrays.fill(ink, 0);
    pose = next;
  }

  /** Lays paint over what is there, weighted by coverage and opacity. */
  void fill(Outline outline, Paint paint, double opacity) {
    int points = outline.size();
    double x0 = pose.x(outline.x(points - 1), outline.y(points - 1));
    double y0 = pose.y(outline.x(points - 1), outline.y(points - 1));
    double top = SIDE;
    double bottom = 0;
    for (int point = 0; point < points; point++) {
      double x1 = pose.x(outline.x(point), outline.y(point));
      double y1 = pose.y(outline.x(point), outline.y(point));
      if (y0 < y1) edge(x0, y0, x1, y1, 1);
      else if (y1 < y0) edge(x1, y1, x0, y0, -1);
      top = Math.min(top, y1);
      bottom = Math.max(bottom, y1);
      x0 = x1;
      y0 = y1;
    }
    int last = (int) Math.min(SIDE, Math.ceil(bottom));
    for (int y = (int) Math.max(0, top); y < last; y++) paintRow(y, paint, opacity);
  }

  void fill(Outline outline, double level, double opacity) {
    fill(outline, (_, _) -> level, opacity);
  }

  private void paintRow(int y, Paint paint, double opacity) {
    double area = 0;
    int row = y * STRIDE;
    for (int x = 0; x < SIDE; x++) {
      area += cover[row + x];
      double weight = Math.min(Math.abs(area), 1) * opacity;
      if (weight > 1e-6) {
        int pixel = y * SIDE + x;
        ink[pixel] += (paint.at(x, y) - ink[pixel]) * weight;
      }
    }
    Arrays.fill(cover, row, row + STRIDE, 0);
  }

  /** Adds an edge that runs down, {@code y0 < y1}. */
  private void edge(double x0, double y0, double x1, double y1, int direction) {
    double slope = (x1 - x0) / (y1 - y0);
    int last = (int) Math.min(SIDE, Math.ceil(y1));
    for (int y = (int) Math.max(0, y0); y < last; y++) {
      double from = Math.max(y, y0);
      double to = Math.min(y + 1, y1);
      double xFrom = Math.clamp(x0 + (from - y0) * slope, 0, SIDE);
      double xTo = Math.clamp(x0 + (to - y0) * slope, 0, SIDE);
      span(y * STRIDE, Math.min(xFrom, xTo), Math.max(xFrom, xTo), (to - from) * direction);
    }
  }

  /** Spreads the signed height of an edge piece within one row over the pixels it crosses. */
  private void span(int row, double left, double right, double height) {
    int first = (int) left;
    int last = (int) right;
    if (first == last) {
      double rightShare = (left + right) / 2 - first;
      cover[row + first] += height * (1 - rightShare);
      cover[row + first + 1] += height * rightShare;
      return;
    }
    double perPixel = height / (right - left);
    double done = 0; // area so far, as the running sum will have it
    double before = 0;
    for (int x = first; x <= last; x++) {
      double a = Math.max(left, x);
      double b = Math.min(right, x + 1);
      done += (b - a) * perPixel;
      // Pixels to the right of this piece get its full height; this one the part right of the edge.
      double covered = done - (b - a) * perPixel * ((a + b) / 2 - x);
      cover[row + x] += covered - before;
      before = covered;
    }
    cover[row + last + 1] += height - before;
  }
}
