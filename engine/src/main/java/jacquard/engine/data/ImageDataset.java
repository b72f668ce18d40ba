package jacquard.engine.data;

import jacquard.engine.tensor.Shape;

/**
 * Images of unsigned bytes, scaled to {@code [0, 1]} and normalised by channel: {@code (x - mean) /
 * deviation}. The arrays are not copied.
 *
 * @param images {@code [n, h, w, c]}, unsigned
 * @param labels {@code [n]}, unsigned
 * @param sampleShape {@code [h, w, c]}
 * @param mean of each channel, in the scale of {@code [0, 1]}
 * @param deviation of each channel, likewise
 */
public record ImageDataset(
    byte[] images, byte[] labels, Shape sampleShape, float[] mean, float[] deviation)
    implements Dataset {
  /**
   * @throws IllegalArgumentException if the lengths do not fit together
   */
  public ImageDataset {
    if (sampleShape.rank() != 3 || images.length != (long) labels.length * sampleShape.size()) {
      throw new IllegalArgumentException(
          "%d bytes are not %d images [h, w, c] %s"
              .formatted(images.length, labels.length, sampleShape));
    }
    if (mean.length != sampleShape.dim(-1) || deviation.length != mean.length) {
      throw new IllegalArgumentException(
          "%d means and %d deviations do not fit images [h, w, c] %s"
              .formatted(mean.length, deviation.length, sampleShape));
    }
    for (float d : deviation) {
      if (!(d > 0)) throw new IllegalArgumentException("deviation must be positive, not " + d);
    }
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public void read(int index, float[] into, int offset) {
    int pixels = sampleShape.size();
    int from = index * pixels;
    for (int i = 0; i < pixels; i++) into[offset + i] = (images[from + i] & 0xFF) * (1f / 255);
  }

  @Override
  public int label(int index) {
    return labels[index] & 0xFF;
  }

  @Override
  public void normalize(float[] values, int offset) {
    int channels = mean.length;
    for (int c = 0; c < channels; c++) {
      float scale = 1 / deviation[c];
      float shift = -mean[c] * scale;
      int end = offset + sampleShape.size();
      for (int i = offset + c; i < end; i += channels)
        values[i] = Math.fma(values[i], scale, shift);
    }
  }
}
