package jacquard.fashion.cli;

import jacquard.fashion.data.LabeledImages;
import picocli.CommandLine.Option;

/** Fewer pictures, to be quicker. */
final class ImageLimit {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Use so many training pictures of each class only (default: all, 5,500).")
  private Integer limit;

  /**
   * Those that are to be used.
   *
   * @throws IllegalArgumentException if none would be left
   */
  LabeledImages of(LabeledImages all) {
    if (limit == null) return all;
    if (limit < 1) {
      throw new IllegalArgumentException("--limit must be at least 1, not " + limit);
    }
    return all.perClass(limit);
  }
}
