package jacquard.fashion.report;

import java.util.List;

/** The colours of curves, on light and on dark paper. */
final class Palette {
  /** Told apart by the colour-blind (after Okabe and Ito). */
  static final List<String> DISTINCT =
      List.of("#2a87d0", "#e08214", "#1b9e77", "#cc79a7", "#8c6bb1", "#d6604d", "#7f7f7f");

  /** From cold to warm, for curves that have an order. */
  static final List<String> RISING =
      List.of(
          "#5e6ad2", "#2a87d0", "#1f9fb5", "#1b9e77", "#6aa533", "#b8a018", "#e08214", "#d6604d");

  private Palette() {}
}
