package jacquard.bench.work;

import jacquard.kernels.Binary;
import jacquard.kernels.Tier;
import jacquard.kernels.Unary;
import jacquard.kernels.Workspace;

/**
 * Element-wise functions of 256 Ki elements, which the second or third level of a cache holds, and
 * of the first layer's output in a training step of {@code cnn}, which it does not.
 */
public enum ElementwiseWork implements KernelWork {
  /** Rectifier. */
  RELU("relu", 1, unary(Unary.RELU)),
  /** Rectifier of what a training step's first layer puts out. */
  RELU_LARGE("relu 128x28x28x32", 128 * 28 * 28 * 32, 1, 2, unary(Unary.RELU)),
  /** Its gradient, from the output. */
  RELU_GRADIENT(
      "relu gradient",
      Size.N,
      1,
      3,
      (tier, a, workspace) ->
          tier.elementwise()
              .unaryBackward(Unary.RELU, 0, a[0].length, null, a[0], a[1], a[2], workspace)),
  /** Sum of two. */
  ADD(
      "add",
      Size.N,
      1,
      3,
      (tier, a, workspace) ->
          tier.elementwise().binary(Binary.ADD, a[0].length, a[0], a[1], a[2], workspace)),
  /** Exponential. */
  EXP("exp", Size.FUNCTION, unary(Unary.EXP)),
  /** Logistic function. */
  SIGMOID("sigmoid", Size.FUNCTION, unary(Unary.SIGMOID)),
  /** Hyperbolic tangent. */
  TANH("tanh", Size.FUNCTION, unary(Unary.TANH)),
  /** Gaussian error linear unit. */
  GELU("gelu", Size.FUNCTION, unary(Unary.GELU)),
  /** Inverted dropout, the draws included. */
  DROPOUT(
      "dropout",
      Size.FUNCTION,
      (tier, a, workspace) ->
          tier.elementwise().dropout(0.5f, 1, 1, a[0].length, a[0], a[1], workspace));

  private static final class Size {
    static final int N = 1 << 18;

    /** A transcendental function, or a draw, counts as so many operations. */
    static final int FUNCTION = 10;
  }

  private final String label;
  private final int n;
  private final int flops;
  private final int accesses;
  private final KernelCall call;

  ElementwiseWork(String label, int flops, KernelCall call) {
    this(label, Size.N, flops, 2, call);
  }

  ElementwiseWork(String label, int n, int flops, int accesses, KernelCall call) {
    this.label = label;
    this.n = n;
    this.flops = flops;
    this.accesses = accesses;
    this.call = call;
  }

  private static KernelCall unary(Unary op) {
    return (tier, a, workspace) ->
        tier.elementwise().unary(op, 0, a[0].length, a[0], a[1], workspace);
  }

  @Override
  public String family() {
    return "elementwise";
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Cost cost() {
    return Cost.perElement(n, flops, accesses);
  }

  @Override
  public Unit unit() {
    return Unit.GBPS;
  }

  /** As many arrays as there are accesses. */
  @Override
  public int[] lengths() {
    var lengths = new int[accesses];
    java.util.Arrays.fill(lengths, n);
    return lengths;
  }

  @Override
  public Runnable bind(Tier tier, float[][] arrays, Workspace workspace) {
    return call.bind(tier, arrays, workspace);
  }
}
