package jacquard.fashion.data;

import jacquard.kernels.Parallel;
import jacquard.kernels.Philox;

/**
 * The stand-in for Fashion-MNIST where that cannot be had: ten garment classes drawn by code, with
 * varied figure, position, fabric, occlusion and noise. Every picture is a function of the seed and
 * its number alone, so the set is the same on every machine and for any number of threads.
 */
public final class GeneratedGarments {
  /** The seed of the set that {@code --data generated} gives. */
  public static final long SEED = 1707_08747L;

  private static final int PIXELS = FashionMnist.PIXELS;

  /** The streams of test pictures start here, far from the training pictures'. */
  private static final long TEST = 1L << 32;

  /** The order of the labels has a stream of its own. */
  private static final long LABELS = 1L << 33;

  private GeneratedGarments() {}

  /**
   * The training part.
   *
   * @param count how many pictures; the classes are as equal in number as that allows
   */
  public static LabeledImages training(long seed, int count, Parallel parallel) {
    return draw(seed, 0, labels(seed, 0, count), parallel);
  }

  /** The test part: other pictures of the same kind. */
  public static LabeledImages test(long seed, int count, Parallel parallel) {
    return draw(seed, TEST, testLabels(seed, count), parallel);
  }

  /** The labels of the test part, without drawing it. */
  static byte[] testLabels(long seed, int count) {
    return labels(seed, TEST, count);
  }

  private static byte[] labels(long seed, long first, int count) {
    int[] order = new Philox(seed, LABELS + first).permutation(count);
    var labels = new byte[count];
    for (int i = 0; i < count; i++) labels[i] = (byte) (order[i] % FashionMnist.CLASSES);
    return labels;
  }

  private static LabeledImages draw(long seed, long first, byte[] labels, Parallel parallel) {
    var images = new byte[labels.length * PIXELS]; // [count, 28, 28]
    parallel.run((part, parts) -> {
      var canvas = new Canvas();
      int from = (int) ((long) labels.length * part / parts);
      int to = (int) ((long) labels.length * (part + 1) / parts);
      for (int i = from; i < to; i++) {
        var dice = new Dice(seed, first + i);
        paint(canvas, dice, Garment.of(labels[i]));
        develop(canvas, dice, images, i * PIXELS);
      }
    });
    return new LabeledImages(images, labels);
  }

  private static void paint(Canvas canvas, Dice dice, Garment garment) {
    canvas.start(pose(dice, mayFaceRight(garment) && dice.chance(0.12)));
    switch (garment) {
      case T_SHIRT -> Tops.tShirt(canvas, dice);
      case TROUSER -> Bottoms.trouser(canvas, dice);
      case PULLOVER -> Tops.pullover(canvas, dice);
      case DRESS -> Tops.dress(canvas, dice);
      case COAT -> Tops.coat(canvas, dice);
      case SANDAL -> Footwear.sandal(canvas, dice);
      case SHIRT -> Tops.shirt(canvas, dice);
      case SNEAKER -> Footwear.sneaker(canvas, dice);
      case BAG -> Bags.bag(canvas, dice);
      case ANKLE_BOOT -> Footwear.ankleBoot(canvas, dice);
    }
    if (dice.chance(0.12)) occlude(canvas, dice);
  }

  private static boolean mayFaceRight(Garment garment) {
    return switch (garment) {
      case SANDAL, SNEAKER, ANKLE_BOOT -> true;
      case T_SHIRT, TROUSER, PULLOVER, DRESS, COAT, SHIRT, BAG -> false;
    };
  }

  /** Nearly upright and nearly as large as the picture. */
  private static Canvas.Pose pose(Dice dice, boolean flipped) {
    double width = dice.near(12.8, 2) * (flipped ? -1 : 1);
    double height = dice.near(13.2, 1.4);
    double turn = dice.near(0, 0.07); // small enough to be its own sine
    double shear = dice.near(0, 0.06);
    return new Canvas.Pose(
        width,
        (shear - turn) * height,
        turn * width,
        height,
        14 + dice.near(0, 1.4),
        14 + dice.near(0, 1.4));
  }

  /** Something lies over an edge of the garment, or the picture is cut there. */
  private static void occlude(Canvas canvas, Dice dice) {
    double depth = dice.between(0.1, 0.5);
    double slant = dice.near(0, 0.3);
    double level = dice.chance(0.5) ? 0 : dice.between(0.1, 0.9);
    double edge = 1.2 - depth;
    Outline cover =
        switch (dice.pick(4)) {
          case 0 -> new Outline(edge + slant, -1.5).to(2, -1.5).to(2, 1.5).to(edge - slant, 1.5);
          case 1 ->
              new Outline(-edge + slant, -1.5).to(-2, -1.5).to(-2, 1.5).to(-edge - slant, 1.5);
          case 2 -> new Outline(-1.5, edge + slant).to(-1.5, 2).to(1.5, 2).to(1.5, edge - slant);
          default -> {
            double x = dice.near(0, 0.6);
            double y = dice.near(0, 0.6);
            yield Outline.box(x, y, x + depth, y + depth);
          }
        };
    canvas.fill(cover, level, 1);
  }

  /** Exposure, grain and rounding to bytes. */
  private static void develop(Canvas canvas, Dice dice, byte[] images, int offset) {
    double grain = dice.between(0.005, 0.04);
    double exposure = dice.near(1.08, 0.12);
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      double ink = canvas.ink[pixel];
      if (ink < 1e-3) continue; // the background stays black, as in the real set
      double value = exposure * ink + grain * dice.noise();
      images[offset + pixel] = (byte) Math.round(255 * Math.clamp(value, 0, 1));
    }
  }
}
