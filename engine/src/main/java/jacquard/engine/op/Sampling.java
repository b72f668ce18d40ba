package jacquard.engine.op;

import java.util.List;

/**
 * How an element of a resized axis is found among the old ones.
 *
 * @param mode from which ones
 * @param coordinates where it lies among them
 * @param rounding which is the nearest
 * @param cubic the parameter of cubic interpolation (Keys 1981), -0.5 or -0.75
 * @param excludeOutside elements outside have weight 0, instead of the value at the edge
 * @param region for each axis where the old part begins, then for each where it ends, from 0 to 1;
 *     empty for all of it
 * @param extrapolation what lies outside the region
 */
public record Sampling(
    Mode mode,
    Coordinates coordinates,
    Rounding rounding,
    float cubic,
    boolean excludeOutside,
    List<Float> region,
    float extrapolation) {
  /** From which elements. */
  public enum Mode {
    /** The nearest one. */
    NEAREST,
    /** The two around it. */
    LINEAR,
    /** Two on each side. */
    CUBIC
  }

  /** Where an element lies, by its index {@code i}. */
  public enum Coordinates {
    /** {@code (i + 0.5) / scale - 0.5}. */
    HALF_PIXEL,
    /** The same, but 0 where the new axis has one element. */
    PYTORCH_HALF_PIXEL,
    /** {@code i (old - 1) / (old scale - 1)}. */
    ALIGN_CORNERS,
    /** {@code i / scale}. */
    ASYMMETRIC,
    /** In a region. */
    TF_CROP_AND_RESIZE
  }

  /** Which element is the nearest. */
  public enum Rounding {
    /** Of two, the one in front. */
    ROUND_PREFER_FLOOR,
    /** Of two, the one behind. */
    ROUND_PREFER_CEIL,
    /** The one in front. */
    FLOOR,
    /** The one behind. */
    CEIL
  }

  /** Old elements and their weights, and what is added. */
  record Taps(int[] indices, double[] weights, double constant) {}

  /** Copies the list. */
  public Sampling {
    region = List.copyOf(region);
  }

  Taps taps(int axis, int i, int length, int longer, float scale) {
    double at = position(axis, i, length, longer, scale);
    boolean outside = at < 0 || at > length - 1;
    if (coordinates == Coordinates.TF_CROP_AND_RESIZE && outside) {
      return new Taps(new int[0], new double[0], extrapolation);
    }
    return switch (mode) {
      case NEAREST -> taps(new int[] {nearest(at)}, new double[] {1}, length);
      case LINEAR -> linear(at, length);
      case CUBIC -> cubic(at, length);
    };
  }

  private double position(int axis, int i, int length, int longer, float scale) {
    return switch (coordinates) {
      case HALF_PIXEL -> (i + 0.5) / scale - 0.5;
      case PYTORCH_HALF_PIXEL -> longer > 1 ? (i + 0.5) / scale - 0.5 : 0;
      case ALIGN_CORNERS ->
          longer > 1 ? (double) i * (length - 1) / ((double) scale * length - 1) : 0;
      case ASYMMETRIC -> i / (double) scale;
      case TF_CROP_AND_RESIZE -> {
        double start = region.get(axis);
        double end = region.get(axis + region.size() / 2);
        yield longer > 1
            ? start * (length - 1) + i * (end - start) * (length - 1) / (longer - 1)
            : 0.5 * (start + end) * (length - 1);
      }
    };
  }

  private int nearest(double at) {
    return (int)
        switch (rounding) {
          case ROUND_PREFER_FLOOR -> Math.ceil(at - 0.5);
          case ROUND_PREFER_CEIL -> Math.floor(at + 0.5);
          case FLOOR -> Math.floor(at);
          case CEIL -> Math.ceil(at);
        };
  }

  private Taps linear(double at, int length) {
    int below = (int) Math.floor(at);
    double share = at - below;
    return taps(new int[] {below, below + 1}, new double[] {1 - share, share}, length);
  }

  private Taps cubic(double at, int length) {
    int below = (int) Math.floor(at);
    double t = at - below;
    double a = cubic;
    var weights = new double[4];
    weights[0] = ((a * (t + 1) - 5 * a) * (t + 1) + 8 * a) * (t + 1) - 4 * a;
    weights[1] = ((a + 2) * t - (a + 3)) * t * t + 1;
    weights[2] = ((a + 2) * (1 - t) - (a + 3)) * (1 - t) * (1 - t) + 1;
    weights[3] = ((a * (2 - t) - 5 * a) * (2 - t) + 8 * a) * (2 - t) - 4 * a;
    return taps(new int[] {below - 1, below, below + 1, below + 2}, weights, length);
  }

  /** Elements outside are those at the edge, or are left out. */
  private Taps taps(int[] indices, double[] weights, int length) {
    double sum = 0;
    for (int j = 0; j < indices.length; j++) {
      boolean outside = indices[j] < 0 || indices[j] >= length;
      if (outside && excludeOutside) weights[j] = 0;
      indices[j] = Math.clamp(indices[j], 0, length - 1);
      sum += weights[j];
    }
    if (excludeOutside) for (int j = 0; j < weights.length; j++) weights[j] /= sum;
    return new Taps(indices, weights, 0);
  }
}
