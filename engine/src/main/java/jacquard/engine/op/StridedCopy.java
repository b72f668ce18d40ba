package jacquard.engine.op;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import jacquard.kernels.Workspace;

/**
 * A box of elements that is copied between tensors: what permuting, slicing, padding and joining
 * come down to, forwards and backwards. Its element {@code i} (an index per axis) goes from {@code
 * from + sum(i * fromStrides)} to {@code to + sum(i * toStrides)}.
 *
 * @param dims the lengths of the box's axes
 * @param from where it begins in the source
 * @param fromStrides from one index of each axis to the next in the source
 * @param to where it begins in the target
 * @param toStrides likewise in the target
 */
public record StridedCopy(int[] dims, int from, int[] fromStrides, int to, int[] toStrides) {
  /** Copies; what of the target lies outside the box stays. */
  public void run(Tensor source, Tensor target, Workspace workspace) {
    Kernels.movement()
        .copy(
            dims,
            source.floats(),
            from,
            fromStrides,
            target.floats(),
            to,
            toStrides,
            false,
            workspace);
  }

  /** The way back, for gradients. */
  StridedCopy reversed() {
    return new StridedCopy(dims, to, toStrides, from, fromStrides);
  }
}
