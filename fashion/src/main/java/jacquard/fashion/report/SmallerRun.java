package jacquard.fashion.report;

/**
 * A model that was made smaller, or one that it is compared with.
 *
 * @param model its name
 * @param variant what was done to it
 * @param level how far: the share that was left out, or the bits of a weight; 0 for neither
 * @param against the variant it is compared with, of equal model and seed; {@code null} for none
 * @param seed of everything random
 * @param epochs it was trained for in all
 * @param weights learned numbers that are not zero
 * @param bytes of its file
 * @param validationAccuracy a fraction
 * @param accuracy on the test pictures, a fraction
 */
public record SmallerRun(
    String model,
    String variant,
    double level,
    String against,
    long seed,
    int epochs,
    long weights,
    long bytes,
    double validationAccuracy,
    double accuracy) {

  /** What runs have in common that differ in the seed alone. */
  record Kind(String model, String variant, double level) {}

  /** One that is to be made. */
  public static SmallerRun wanted(
      String model, String variant, double level, String against, long seed, int epochs) {
    return new SmallerRun(model, variant, level, against, seed, epochs, 0, 0, 0, 0);
  }

  /** The same with its figures. */
  public SmallerRun measured(long nonZero, long fileBytes, double validation, double testAccuracy) {
    return new SmallerRun(
        model, variant, level, against, seed, epochs, nonZero, fileBytes, validation, testAccuracy);
  }

  /** Whether the two differ in their figures at most. */
  public boolean isSameAs(SmallerRun other) {
    return kind().equals(other.kind()) && seed == other.seed;
  }

  /** A name for its file, without an ending. */
  public String fileName() {
    var words = Text.format("%s-%s-%s-%d", model, variant, level, seed);
    return words.replaceAll("[^A-Za-z0-9.]+", "-");
  }

  Kind kind() {
    return new Kind(model, variant, level);
  }
}
