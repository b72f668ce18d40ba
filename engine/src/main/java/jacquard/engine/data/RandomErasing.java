package jacquard.engine.data;

import jacquard.engine.tensor.Shape;
import jacquard.kernels.Philox;

/**
 * A rectangle of noise (Zhong et al. 2020, algorithm 1, with random values): its area is a share of
 * the image's, its height to width between 0.3 and 1 / 0.3.
 *
 * @param p how often, in {@code [0, 1]}
 * @param minArea the least share, positive
 * @param maxArea the greatest share, less than 1
 */
public record RandomErasing(double p, double minArea, double maxArea) implements Augmentation {
  private static final double LEAST_ASPECT = 0.3;

  /** A rectangle that does not fit is drawn again, at most so often. */
  private static final int ATTEMPTS = 10;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RandomErasing {
    Augmentation.requireProbability(p);
    if (!(0 < minArea && minArea <= maxArea && maxArea < 1)) {
      throw new IllegalArgumentException(
          "areas must satisfy 0 < least <= greatest < 1, not %s and %s"
              .formatted(minArea, maxArea));
    }
  }

  /** PyTorch's areas: 0.02 to 0.33. */
  public RandomErasing(double p) {
    this(p, 0.02, 0.33);
  }

  @Override
  public void apply(float[] images, int offset, Shape shape, float[] scratch, Philox random) {
    if (random.nextFloat() >= p) return;
    int h = shape.dim(0);
    int w = shape.dim(1);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double area = h * w * (minArea + (maxArea - minArea) * random.nextFloat());
      double aspect = StrictMath.pow(LEAST_ASPECT, 1 - 2.0 * random.nextFloat());
      int height = (int) Math.round(Math.sqrt(area * aspect));
      int width = (int) Math.round(Math.sqrt(area / aspect));
      if (height >= h || width >= w) continue;
      int top = random.nextInt(h - height + 1);
      int left = random.nextInt(w - width + 1);
      int c = shape.dim(2);
      for (int y = top; y < top + height; y++) {
        fill(images, offset + (y * w + left) * c, width * c, random);
      }
      return;
    }
  }

  private static void fill(float[] values, int from, int count, Philox random) {
    for (int i = from; i < from + count; i++) values[i] = random.nextFloat();
  }
}
