package jacquard.kernels.vector;

/** Memory for every part of a region, which grows to what was once needed. */
final class Scratch {
  private float[][] arrays = new float[0][];

  /** Makes room for {@code size} floats in each part. */
  void reserve(int parts, int size) {
    if (arrays.length >= parts && arrays[0].length >= size) return;
    arrays = new float[Math.max(parts, arrays.length)][size];
  }

  /** A part's own. */
  float[] of(int part) {
    return arrays[part];
  }
}
