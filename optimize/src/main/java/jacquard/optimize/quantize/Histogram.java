package jacquard.optimize.quantize;

/** How often values of each size occurred, in equal bins from the smallest to the largest. */
public final class Histogram {
  private static final int BINS = 2048;

  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private final long[] counts = new long[BINS];
  private long total;

  Histogram() {}

  /** First pass: widens the range. */
  void widen(float[] values, int n) {
    for (int i = 0; i < n; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
  }

  /** Second pass: counts. */
  void count(float[] values, int n) {
    double width = binWidth();
    for (int i = 0; i < n; i++) {
      int bin = width > 0 ? (int) ((values[i] - low) / width) : 0;
      counts[Math.clamp(bin, 0, BINS - 1)]++;
    }
    total += n;
  }

  private double binWidth() {
    return (high - low) / BINS;
  }

  /** The smallest value. */
  public double low() {
    return low;
  }

  /** The largest value. */
  public double high() {
    return high;
  }

  boolean isFinite() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  /** The middle of a bin. */
  private double middle(int bin) {
    return low + (bin + 0.5) * binWidth();
  }

  /** The value that a share of the others is not above. */
  public double quantile(double share) {
    long seen = 0;
    for (int bin = 0; bin < BINS; bin++) {
      seen += counts[bin];
      if (seen >= share * total) return Math.min(high, low + (bin + 1) * binWidth());
    }
    return high;
  }

  /** The mean squared error of rounding to a grid; values count as the middle of their bin. */
  public double error(Grid grid) {
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] == 0) continue;
      double x = middle(bin);
      double d = x - grid.round((float) x);
      sum += counts[bin] * d * d;
    }
    return sum / total;
  }
}
