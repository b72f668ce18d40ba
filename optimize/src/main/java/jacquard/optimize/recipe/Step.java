package jacquard.optimize.recipe;

import java.util.List;

/**
 * One change of a model. A step is a record of what can be chosen about it; its {@code DEFAULT} is
 * what holds where nothing is chosen, for files, the command line and code alike.
 */
public sealed interface Step permits FineTune, Prune, Quantize, Distill, Factorize, Share, Compact {
  /** One of each kind, as it is where nothing is chosen. */
  static List<Step> kinds() {
    return List.of(
        FineTune.DEFAULT,
        Prune.DEFAULT,
        Quantize.DEFAULT,
        Distill.DEFAULT,
        Factorize.DEFAULT,
        Share.DEFAULT,
        Compact.DEFAULT);
  }

  /**
   * Makes another model; the one given stays as it is.
   *
   * @throws IllegalArgumentException if the step cannot be done to this model
   */
  Draft apply(Draft draft, StepContext context);

  /** What it does, in a few words. */
  String summary();

  /** The name of its kind, as files have it. */
  default String kind() {
    return switch (this) {
      case FineTune _ -> "fine-tune";
      case Prune _ -> "prune";
      case Quantize _ -> "quantize";
      case Distill _ -> "distill";
      case Factorize _ -> "factorize";
      case Share _ -> "share";
      case Compact _ -> "compact";
    };
  }

  /** Whether it works on floats, which a quantized model no longer has. */
  default boolean takesFloats() {
    return switch (this) {
      case FineTune _, Prune _, Quantize _, Factorize _, Share _ -> true;
      case Distill _, Compact _ -> false;
    };
  }
}
