package jacquard.bench.work;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Tier;
import jacquard.kernels.Workspace;

/** Convolutions of 32 images, channels last, stride 1, padded to keep the size. */
public enum ConvolutionWork implements KernelWork {
  /** The first layer of {@code cnn}. */
  FIRST(28, 1, 32, 3, 1, Pass.FORWARD),
  /** The second layer of {@code cnn}. */
  SECOND(14, 32, 64, 3, 1, Pass.FORWARD),
  /** A wide layer on a large image. */
  WIDE(28, 64, 64, 3, 1, Pass.FORWARD),
  /** Each channel by itself. */
  DEPTHWISE(28, 64, 64, 3, 64, Pass.FORWARD),
  /** A matrix product by another name. */
  POINTWISE(14, 64, 128, 1, 1, Pass.FORWARD),
  /** The second layer's input gradient. */
  SECOND_DATA(14, 32, 64, 3, 1, Pass.BACKWARD_DATA),
  /** The first layer's weight gradient. */
  FIRST_WEIGHTS(28, 1, 32, 3, 1, Pass.BACKWARD_WEIGHTS),
  /** The second layer's weight gradient. */
  SECOND_WEIGHTS(14, 32, 64, 3, 1, Pass.BACKWARD_WEIGHTS);

  /** Which of a convolution's three functions is computed. */
  public enum Pass {
    /** The output. */
    FORWARD(""),
    /** The gradient with respect to the input. */
    BACKWARD_DATA(" data gradient"),
    /** The gradient with respect to the weights. */
    BACKWARD_WEIGHTS(" weight gradient");

    private final String suffix;

    Pass(String suffix) {
      this.suffix = suffix;
    }
  }

  private static final int BATCH = 32;

  private final ConvShape shape;
  private final Pass pass;

  ConvolutionWork(int side, int in, int out, int kernel, int groups, Pass pass) {
    shape = ConvShape.of(BATCH, side, side, in, out, kernel, 1, kernel / 2, groups);
    this.pass = pass;
  }

  /** The sizes. */
  public ConvShape shape() {
    return shape;
  }

  /** Which function. */
  public Pass pass() {
    return pass;
  }

  @Override
  public String family() {
    return "convolution";
  }

  @Override
  public String label() {
    var channels = shape.groups() > 1 ? "depthwise " + shape.c() : shape.c() + "->" + shape.k();
    return "%dx%d %s at %dx%d%s"
        .formatted(shape.kh(), shape.kw(), channels, shape.h(), shape.w(), pass.suffix);
  }

  private int inputs() {
    return shape.n() * shape.h() * shape.w() * shape.c();
  }

  private int weights() {
    return shape.kh() * shape.kw() * shape.groupC() * shape.k();
  }

  private int outputs() {
    return shape.n() * shape.outH() * shape.outW() * shape.k();
  }

  @Override
  public Cost cost() {
    double flops = 2.0 * outputs() * shape.kh() * shape.kw() * shape.groupC();
    return Cost.of(flops, 4.0 * (inputs() + weights() + outputs()));
  }

  @Override
  public Unit unit() {
    return Unit.GFLOPS;
  }

  /** Two operands and the result, in the order of the kernel's parameters. */
  @Override
  public int[] lengths() {
    return switch (pass) {
      case FORWARD -> new int[] {inputs(), weights(), outputs()};
      case BACKWARD_DATA -> new int[] {outputs(), weights(), inputs()};
      case BACKWARD_WEIGHTS -> new int[] {inputs(), outputs(), weights()};
    };
  }

  @Override
  public Runnable bind(Tier tier, float[][] arrays, Workspace workspace) {
    var convolution = tier.convolution();
    float[] a = arrays[0];
    float[] b = arrays[1];
    float[] c = arrays[2];
    return switch (pass) {
      case FORWARD -> () -> convolution.forward(shape, a, b, Epilogue.NONE, c, workspace);
      case BACKWARD_DATA -> () -> convolution.backwardData(shape, a, b, c, workspace);
      case BACKWARD_WEIGHTS -> () -> convolution.backwardWeights(shape, a, b, c, workspace);
    };
  }
}
