package jacquard.kernels;

/** The kernels of the tier that this machine and JVM support, chosen once. */
public final class Kernels {
  private static final Tier TIER = TierSelection.select();

  private Kernels() {}

  /** The tier in use. */
  public static Tier tier() {
    return TIER;
  }

  /** Matrix products. */
  public static Gemm gemm() {
    return TIER.gemm();
  }

  /** Convolutions. */
  public static Convolution convolution() {
    return TIER.convolution();
  }

  /** Pooling. */
  public static Pooling pooling() {
    return TIER.pooling();
  }

  /** Element-wise functions. */
  public static Elementwise elementwise() {
    return TIER.elementwise();
  }

  /** Reductions. */
  public static Reduction reduction() {
    return TIER.reduction();
  }

  /** Softmax and cross-entropy. */
  public static Softmax softmax() {
    return TIER.softmax();
  }

  /** Batch and layer normalisation. */
  public static Normalization normalization() {
    return TIER.normalization();
  }

  /** Data movement. */
  public static Movement movement() {
    return TIER.movement();
  }

  /** Optimiser steps. */
  public static OptimizerUpdate optimizerUpdate() {
    return TIER.optimizerUpdate();
  }

  /** 8-bit codes. */
  public static Int8 int8() {
    return TIER.int8();
  }

  /** Lane-block sparse weights. */
  public static Sparse sparse() {
    return TIER.sparse();
  }
}
