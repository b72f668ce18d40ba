package jacquard.engine.data;

import jacquard.engine.tensor.Shape;
import jacquard.kernels.Philox;

/**
 * Left becomes right.
 *
 * @param p how often, in {@code [0, 1]}
 */
public record HorizontalFlip(double p) implements Augmentation {
  /**
   * @throws IllegalArgumentException if {@code p} is not in {@code [0, 1]}
   */
  public HorizontalFlip {
    Augmentation.requireProbability(p);
  }

  /** Every other image. */
  public HorizontalFlip() {
    this(0.5);
  }

  @Override
  public void apply(float[] images, int offset, Shape shape, float[] scratch, Philox random) {
    if (random.nextFloat() >= p) return;
    int w = shape.dim(1);
    int c = shape.dim(2);
    for (int row = offset; row < offset + shape.size(); row += w * c) {
      for (int x = 0; x < w / 2; x++) swap(images, row + x * c, row + (w - 1 - x) * c, c);
    }
  }

  private static void swap(float[] values, int a, int b, int count) {
    for (int i = 0; i < count; i++) {
      float kept = values[a + i];
      values[a + i] = values[b + i];
      values[b + i] = kept;
    }
  }
}
