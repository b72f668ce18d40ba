package jacquard.kernels.vector;

import jacquard.kernels.Convolution;
import jacquard.kernels.Elementwise;
import jacquard.kernels.Gemm;
import jacquard.kernels.Movement;
import jacquard.kernels.Normalization;
import jacquard.kernels.OptimizerUpdate;
import jacquard.kernels.Pooling;
import jacquard.kernels.Reduction;
import jacquard.kernels.Softmax;
import jacquard.kernels.Tier;
import jacquard.kernels.scalar.ScalarTier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The kernels written with the Vector API. Link only where its module is resolved. */
public final class VectorTier implements Tier {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private final Tier scalar = new ScalarTier("kernels that have no vector twin yet");

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
    return "vector: %d-bit, %d float lanes".formatted(bits(), SPECIES.length());
  }

  @Override
  public Gemm gemm() {
    return scalar.gemm();
  }

  @Override
  public Convolution convolution() {
    return scalar.convolution();
  }

  @Override
  public Pooling pooling() {
    return scalar.pooling();
  }

  @Override
  public Elementwise elementwise() {
    return scalar.elementwise();
  }

  @Override
  public Reduction reduction() {
    return scalar.reduction();
  }

  @Override
  public Softmax softmax() {
    return scalar.softmax();
  }

  @Override
  public Normalization normalization() {
    return scalar.normalization();
  }

  @Override
  public Movement movement() {
    return scalar.movement();
  }

  @Override
  public OptimizerUpdate optimizerUpdate() {
    return scalar.optimizerUpdate();
  }
}
