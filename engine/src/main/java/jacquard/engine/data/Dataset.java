package jacquard.engine.data;

import jacquard.engine.tensor.Shape;

/** Samples with a class each. Methods may be called from several threads at once. */
public interface Dataset {
  /** How many samples there are. */
  int size();

  /** The shape of one sample, for example {@code [28, 28, 1]}. */
  Shape sampleShape();

  /**
   * Writes a sample as it is before {@link #normalize}: augmentation comes between the two. Images
   * are in {@code [0, 1]}.
   *
   * @param into receives {@code sampleShape().size()} values from {@code offset} on
   */
  void read(int index, float[] into, int offset);

  /** The class of a sample. */
  int label(int index);

  /** Brings the sample that starts at {@code offset} to the scale that models learn from. */
  default void normalize(float[] values, int offset) {}
}
