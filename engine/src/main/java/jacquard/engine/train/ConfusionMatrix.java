package jacquard.engine.train;

/** How often samples of each class were taken for each class. */
public final class ConfusionMatrix {
  private final int classes;
  private final long[] counts; // [actual, predicted]

  /** Counts from pairs of classes. */
  ConfusionMatrix(int classes, int[] actual, int[] predicted) {
    this.classes = classes;
    counts = new long[classes * classes];
    for (int i = 0; i < actual.length; i++) counts[actual[i] * classes + predicted[i]]++;
  }

  /** How many classes there are. */
  public int classes() {
    return classes;
  }

  /** How many samples of class {@code actual} were taken for {@code predicted}. */
  public long count(int actual, int predicted) {
    return counts[actual * classes + predicted];
  }

  /** The share of all samples that were taken for what they are. */
  public double accuracy() {
    long right = 0;
    long all = 0;
    for (int c = 0; c < classes; c++) right += count(c, c);
    for (long count : counts) all += count;
    return (double) right / all;
  }

  /** The share of right answers among the answers {@code c}; 0 if it was never answered. */
  public double precision(int c) {
    long answered = 0;
    for (int actual = 0; actual < classes; actual++) answered += count(actual, c);
    return answered == 0 ? 0 : (double) count(c, c) / answered;
  }

  /** The share of right answers among the samples of class {@code c}; 0 if there are none. */
  public double recall(int c) {
    long present = 0;
    for (int predicted = 0; predicted < classes; predicted++) present += count(c, predicted);
    return present == 0 ? 0 : (double) count(c, c) / present;
  }

  /** The harmonic mean of precision and recall; 0 if both are. */
  public double f1(int c) {
    double sum = precision(c) + recall(c);
    return sum == 0 ? 0 : 2 * precision(c) * recall(c) / sum;
  }
}
