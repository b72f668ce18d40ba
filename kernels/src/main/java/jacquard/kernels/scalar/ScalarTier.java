package jacquard.kernels.scalar;

import jacquard.kernels.Convolution;
import jacquard.kernels.Elementwise;
import jacquard.kernels.Gemm;
import jacquard.kernels.Int8;
import jacquard.kernels.Movement;
import jacquard.kernels.Normalization;
import jacquard.kernels.OptimizerUpdate;
import jacquard.kernels.Pooling;
import jacquard.kernels.Reduction;
import jacquard.kernels.Softmax;
import jacquard.kernels.Sparse;
import jacquard.kernels.Tier;

/** The kernels that run on every JVM. */
public final class ScalarTier implements Tier {
  private final String reason;
  private final Gemm gemm = new ScalarGemm();
  private final Convolution convolution = new ScalarConvolution();
  private final Pooling pooling = new ScalarPooling();
  private final Elementwise elementwise = new ScalarElementwise();
  private final Reduction reduction = new ScalarReduction();
  private final Softmax softmax = new ScalarSoftmax();
  private final Normalization normalization = new ScalarNormalization();
  private final Movement movement = new ScalarMovement();
  private final OptimizerUpdate optimizerUpdate = new ScalarOptimizerUpdate();
  private final Int8 int8 = new ScalarInt8();
  private final Sparse sparse = new ScalarSparse();

  /**
   * The tier.
   *
   * @param reason why it was chosen
   */
  public ScalarTier(String reason) {
    this.reason = reason;
  }

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public String description() {
    return "scalar: " + reason;
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public Gemm gemm() {
    return gemm;
  }

  @Override
  public Convolution convolution() {
    return convolution;
  }

  @Override
  public Pooling pooling() {
    return pooling;
  }

  @Override
  public Elementwise elementwise() {
    return elementwise;
  }

  @Override
  public Reduction reduction() {
    return reduction;
  }

  @Override
  public Softmax softmax() {
    return softmax;
  }

  @Override
  public Normalization normalization() {
    return normalization;
  }

  @Override
  public Movement movement() {
    return movement;
  }

  @Override
  public OptimizerUpdate optimizerUpdate() {
    return optimizerUpdate;
  }

  @Override
  public Int8 int8() {
    return int8;
  }

  @Override
  public Sparse sparse() {
    return sparse;
  }
}
