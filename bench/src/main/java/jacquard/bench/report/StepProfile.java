package jacquard.bench.report;

import java.util.List;

/**
 * Where the time of a training step goes on one thread.
 *
 * @param work the step's title
 * @param parts by kernel, the largest first
 * @param warmUpSeconds from a new JVM's first step until it was at 90 % of its final rate
 */
public record StepProfile(String work, List<Part> parts, double warmUpSeconds) {
  /**
   * A kernel, or what lies outside of kernels.
   *
   * @param name for example {@code Convolution.forward}
   * @param share of the time
   */
  public record Part(String name, double share) {}
}
