package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Workspace;

/** One application of an op: what it may use besides its inputs, and what it keeps for backward. */
public interface Call {
  /** Training (dropout drops, batch norm uses the batch) or evaluation. */
  boolean training();

  /** Threads and scratch memory for kernels. */
  Workspace workspace();

  /** A tensor with undefined content that lives as long as the step. */
  Tensor allocate(DType dtype, Shape shape);

  /** A float tensor with undefined content that lives as long as the step. */
  default Tensor allocate(Shape shape) {
    return allocate(DType.FLOAT32, shape);
  }

  /** Whether a backward pass may follow, so that forward should save what it needs. */
  boolean recorded();

  /** Whether the gradient of an input is wanted. */
  boolean needsGradient(int input);

  /** Keeps tensors for the backward pass. */
  void save(Tensor... tensors);

  /** What forward saved, by position. */
  Tensor saved(int index);

  /** The seed of all random draws. */
  long seed();

  /** The random stream of this application, the same in forward and backward. */
  long stream();
}
