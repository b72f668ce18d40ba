package jacquard.optimize.recipe;

/**
 * Keeps the model in a compact file of Huffman codes. The model stays as it is: whoever saves it
 * asks {@link Recipe#isCompact}.
 */
public record Compact() implements Step {
  /** There is only one. */
  public static final Compact DEFAULT = new Compact();

  @Override
  public Draft apply(Draft draft, StepContext context) {
    return draft;
  }

  @Override
  public String summary() {
    return "write a compact file";
  }
}
