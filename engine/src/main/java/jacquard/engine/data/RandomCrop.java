package jacquard.engine.data;

import jacquard.engine.tensor.Shape;
import jacquard.kernels.Philox;
import java.util.Arrays;

/**
 * A window of the image's own size out of the image with a border of zeros, in other words a shift.
 *
 * @param padding the width of the border, at least 1
 */
public record RandomCrop(int padding) implements Augmentation {
  /**
   * @throws IllegalArgumentException if {@code padding < 1}
   */
  public RandomCrop {
    if (padding < 1) throw new IllegalArgumentException("padding must be positive: " + padding);
  }

  @Override
  public void apply(float[] images, int offset, Shape shape, float[] scratch, Philox random) {
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    int h = shape.dim(0);
    int c = shape.dim(2);
    int row = shape.dim(1) * c;
    int size = shape.size();
    System.arraycopy(images, offset, scratch, 0, size);
    Arrays.fill(images, offset, offset + size, 0f);
    int count = row - Math.abs(right) * c;
    if (count <= 0) return;
    int from = Math.max(0, right) * c;
    int to = Math.max(0, -right) * c;
    for (int y = Math.max(0, -down); y < Math.min(h, h - down); y++) {
      System.arraycopy(scratch, (y + down) * row + from, images, offset + y * row + to, count);
    }
  }
}
