package jacquard.engine.data;

import jacquard.engine.op.Golden;
import jacquard.engine.tensor.Shape;

/** A small set that a network can learn: a pattern for each class, under noise. */
public final class Patterns {
  /** The shape of a sample. */
  public static final Shape SAMPLE = Shape.of(8, 8, 1);

  private Patterns() {}

  /**
   * Images {@code [n, 8, 8, 1]} of random classes.
   *
   * @param seed of labels and noise; the patterns are always the same
   */
  public static ImageDataset of(int seed, int n, int classes) {
    int pixels = SAMPLE.size();
    var labels = Golden.integers(seed, n, classes);
    var noise = Golden.integers(seed + 1, n * pixels, 120);
    var patterns = Golden.integers(1_000, classes * pixels, 2);
    var images = new byte[n * pixels];
    var bytes = new byte[n];
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) labels[i];
      for (int p = 0; p < pixels; p++) {
        images[i * pixels + p] =
            (byte) (noise[i * pixels + p] + 100 * patterns[labels[i] * pixels + p]);
      }
    }
    return new ImageDataset(images, bytes, SAMPLE, new float[] {0.4f}, new float[] {0.25f});
  }
}
