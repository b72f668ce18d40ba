package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.SPECIES;

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

/** The kernels written with the Vector API. Link only where its module is resolved. */
public final class VectorTier implements Tier {
  private final Gemm gemm = new VectorGemm();
  private final Convolution convolution = new VectorConvolution();
  private final Pooling pooling = new VectorPooling();
  private final Elementwise elementwise = new VectorElementwise();
  private final Reduction reduction = new VectorReduction();
  private final Softmax softmax = new VectorSoftmax();
  private final Normalization normalization = new VectorNormalization();
  private final Movement movement = new VectorMovement();
  private final OptimizerUpdate optimizerUpdate = new VectorOptimizerUpdate();
  private final Int8 int8 = new VectorInt8();
  private final Sparse sparse = new VectorSparse();

  /** The width of a vector on this machine. */
  public static int bits() {
    return SPECIES.vectorBitSize();
  }

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String description() {
    return "vector: %d-bit, %d float lanes".formatted(bits(), lanes());
  }

  @Override
  public int lanes() {
    return SPECIES.length();
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
