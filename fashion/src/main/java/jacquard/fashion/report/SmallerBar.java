package jacquard.fashion.report;

import jacquard.fashion.report.SmallerRun.Kind;

/**
 * What a table is to show of one of its kinds.
 *
 * @param kind whose figures count
 * @param figure which of them
 * @param limit at least so much; accuracies in percent and gains in points
 */
record SmallerBar(Kind kind, Figure figure, double limit) {
  /** What is held to the limit. */
  enum Figure {
    ACCURACY("test accuracy", "%.2f %%"),
    GAIN("mean difference, points", "%+.2f"),
    SURE_GAIN("difference at the low end of the 95 % interval, points", "%+.2f"),
    FEWER_WEIGHTS("times fewer weights", "%.1f"),
    SMALLER_FILE("times smaller file", "%.1f"),
    SHARE_OF_FILE("share of the float file, at most", "%.3f");

    private final String title;
    private final String format;

    Figure(String title, String format) {
      this.title = title;
      this.format = format;
    }
  }

  /** What the results say. */
  double value(SmallerResults results) {
    return switch (figure) {
      case ACCURACY -> 100 * results.spread(kind, SmallerRun::accuracy).mean();
      case GAIN -> 100 * results.gain(kind).mean();
      case SURE_GAIN -> 100 * (results.gain(kind).mean() - results.gain(kind).margin());
      case FEWER_WEIGHTS -> results.ratio(kind, SmallerRun::weights);
      case SMALLER_FILE -> results.ratio(kind, SmallerRun::bytes);
      case SHARE_OF_FILE -> 1 / results.ratio(kind, SmallerRun::bytes);
    };
  }

  /** Whether the results reach it. */
  boolean isReached(SmallerResults results) {
    double value = value(results);
    return switch (figure) {
      case SURE_GAIN -> value > limit;
      case SHARE_OF_FILE -> value <= limit;
      case ACCURACY, GAIN, FEWER_WEIGHTS, SMALLER_FILE -> value >= limit;
    };
  }

  /** A row of Markdown. */
  String row(SmallerResults results) {
    return "| `%s` | %s | %s | %s | %s | %s |"
        .formatted(
            kind.model(),
            SmallerMarkdown.name(kind),
            figure.title,
            Text.format(figure.format, limit),
            Text.format(figure.format, value(results)),
            isReached(results) ? "yes" : "**no**");
  }
}
