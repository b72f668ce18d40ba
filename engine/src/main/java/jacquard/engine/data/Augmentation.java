package jacquard.engine.data;

import jacquard.engine.tensor.Shape;
import jacquard.kernels.Philox;

/**
 * A random change of an image that keeps its class. Each sample draws from a stream of its own (the
 * seed's, the epoch's, its index's), so the order and the thread of reading do not matter.
 */
public sealed interface Augmentation permits HorizontalFlip, RandomCrop, RandomErasing {
  /**
   * Changes one image in place.
   *
   * @param images the image starts at {@code offset}, {@code [h, w, c]}, values in {@code [0, 1]}
   * @param scratch as many values as an image has, with any content
   */
  void apply(float[] images, int offset, Shape shape, float[] scratch, Philox random);

  /**
   * @throws IllegalArgumentException if {@code p} is not in {@code [0, 1]}
   */
  static void requireProbability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("a probability must be in [0, 1], not " + p);
    }
  }
}
