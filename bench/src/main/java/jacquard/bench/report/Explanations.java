package jacquard.bench.report;

import jacquard.fashion.report.Text;
import java.util.ArrayList;
import java.util.List;

/** What readers of the figures must know. */
final class Explanations {
  /** How the tables are to be read. */
  static final List<String> FIGURES =
      List.of(
          "Figures are medians of rounds in which all contenders take turns. Peak is what fused"
              + " multiply-adds in registers reach on as many threads in the same rounds, for"
              + " figures in GB/s what the triad of arrays of the same size reaches. A convolution"
              + " counts as a direct one, so that Winograd's algorithm may exceed the peak.",
          "Beside each peer's speed stands how many times as fast Jacquard is, with the 95 %"
              + " confidence interval of the median. Heap is what one run of Jacquard allocates, on"
              + " all threads together. Slow: left out, one run would have taken too long.");

  private Explanations() {}

  /** {@code "1 thread"}. */
  static String threads(int threads) {
    return threads == 1 ? "1 thread" : threads + " threads";
  }

  /** How soon a new JVM is fast. */
  static String warmUp(StepProfile profile) {
    return Text.format(
        "A new JVM trains at 90 %% of its final rate %.1f s after its first step began.",
        profile.warmUpSeconds());
  }

  /** One line for each. */
  static List<String> circumstances(BenchRun run) {
    var lines = new ArrayList<String>();
    run.circumstances().forEach((name, fact) -> lines.add(name.replace('_', ' ') + ": " + fact));
    return lines;
  }
}
