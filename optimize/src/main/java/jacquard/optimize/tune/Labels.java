package jacquard.optimize.tune;

/** The text of numbers and ranges. */
final class Labels {
  private Labels() {}

  static double number(Distribution distribution, String label) {
    try {
      double value = Double.parseDouble(label);
      if (distribution.contains(value)) return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + label + "\" is not a number");
    }
    throw new IllegalArgumentException(label + " does not lie in the range " + distribution);
  }

  static String options(Scale scale, double step, double plainStep) {
    return (scale == Scale.LOG ? ", logarithmic" : "")
        + (step != plainStep ? " in steps of " + step : "");
  }
}
