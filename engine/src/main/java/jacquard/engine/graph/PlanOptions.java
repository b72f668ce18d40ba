package jacquard.engine.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a plan chooses between kernels whose results round differently. The choice is part of the
 * plan: it follows from these options and from shapes and weights, never from a clock.
 *
 * @param int8 kernels that multiply 8-bit codes, for weights that are codes; without them codes are
 *     made floats when the plan is compiled
 * @param sparse kernels that skip blocks of zeros
 */
public record PlanOptions(Use int8, Use sparse) {
  /** When to use a kernel. */
  public enum Use {
    /** Wherever it can be. */
    ALWAYS,
    /** Where it is faster by what was measured. */
    IF_FASTER,
    /** Nowhere. */
    NEVER
  }

  /** Whatever is faster. */
  public static final PlanOptions DEFAULT = new PlanOptions(Use.IF_FASTER, Use.IF_FASTER);

  private static final String PROPERTY = "jacquard.plan";

  /**
   * Products with fewer weights stay in float. With one row and 16 lanes a loop over 784x256 took
   * 7.7 us in float, which come from the L2 cache, and 3.1 with codes. The whole model {@code mlp}
   * was measured on busy machines only, from slower to 2.6 times as fast, and larger batches not at
   * all: the threshold is a judgement.
   */
  private static final int INT8_WEIGHTS = 1 << 15;

  /**
   * Up to which share of blocks skipping the others pays. With 16 lanes 64x1024x1024 took 0.12 of
   * the dense time with 0.1 of the blocks and 0.86 with 0.8, 64x256x256 0.83 with 0.8, a single row
   * 1.05; with 8 lanes and 0.8 many rows took 0.7 and a single one 1.2.
   */
  private static final double PRODUCT_DENSITY = 0.8;

  /**
   * Likewise for convolutions: dense ones by Winograd are two to three times as fast as any
   * product. With 16 lanes as many took 0.63 of the dense time, half of the blocks as long.
   */
  private static final double CONVOLUTION_DENSITY = 0.25;

  /**
   * What {@code -Djacquard.plan} asks for: words of {@code int8, float, sparse, dense}, with commas
   * between them.
   *
   * @throws IllegalArgumentException if there is another word
   */
  static PlanOptions ofSystem() {
    return parse(System.getProperty(PROPERTY, ""));
  }

  static PlanOptions parse(String text) {
    var words = Arrays.stream(text.split(",")).filter(word -> !word.isEmpty()).toList();
    var known = List.of("int8", "float", "sparse", "dense");
    var wrong = words.stream().filter(word -> !known.contains(word)).findFirst();
    if (wrong.isPresent()) {
      throw new IllegalArgumentException(
          "-D%s=%s: '%s' is none of %s"
              .formatted(
                  PROPERTY, text, wrong.get(), known.stream().collect(Collectors.joining(", "))));
    }
    return new PlanOptions(use(words, "int8", "float"), use(words, "sparse", "dense"));
  }

  private static Use use(List<String> words, String always, String never) {
    if (words.contains(always)) return Use.ALWAYS;
    return words.contains(never) ? Use.NEVER : Use.IF_FASTER;
  }

  /** Whether a product with that many weights multiplies codes. */
  boolean multipliesCodes(int weights) {
    return switch (int8) {
      case ALWAYS -> true;
      case IF_FASTER -> weights >= INT8_WEIGHTS;
      case NEVER -> false;
    };
  }

  /** Whether convolutions do; in float most are transformed by Winograd, twice as fast. */
  boolean convolvesCodes() {
    return int8 == Use.ALWAYS;
  }

  /** Whether a product leaves out blocks of zeros, given the share of others. */
  boolean multipliesBlocks(double density) {
    return isSparse(density, PRODUCT_DENSITY);
  }

  /** Likewise for a convolution. */
  boolean convolvesBlocks(double density) {
    return isSparse(density, CONVOLUTION_DENSITY);
  }

  private boolean isSparse(double density, double limit) {
    return switch (sparse) {
      case ALWAYS -> true;
      case IF_FASTER -> density <= limit;
      case NEVER -> false;
    };
  }
}
