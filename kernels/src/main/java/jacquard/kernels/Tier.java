package jacquard.kernels;

/** One implementation of every kernel family. */
public interface Tier {
  /** {@code scalar} or {@code vector}. */
  String name();

  /** What it runs on and why it was chosen, for people: lanes, species, or what is missing. */
  String description();

  /** How many floats one instruction takes at a time; 1 where there are no vectors. */
  int lanes();

  /** Matrix products. */
  Gemm gemm();

  /** Convolutions. */
  Convolution convolution();

  /** Pooling. */
  Pooling pooling();

  /** Element-wise functions. */
  Elementwise elementwise();

  /** Reductions. */
  Reduction reduction();

  /** Softmax and cross-entropy. */
  Softmax softmax();

  /** Batch and layer normalisation. */
  Normalization normalization();

  /** Data movement. */
  Movement movement();

  /** Optimiser steps. */
  OptimizerUpdate optimizerUpdate();

  /** 8-bit codes. */
  Int8 int8();

  /** Lane-block sparse weights. */
  Sparse sparse();
}
