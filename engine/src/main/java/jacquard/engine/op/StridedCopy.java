package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import jacquard.kernels.Workspace;

/**
 * A box of elements that is copied between tensors of one type: what permuting, slicing, padding
 * and joining come down to, forwards and backwards. Its element {@code i} (an index per axis) goes
 * from {@code from + sum(i * fromStrides)} to {@code to + sum(i * toStrides)}.
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
    if (source.dtype() != DType.FLOAT32) {
      copy(source.array(), from, target.array(), to, 0);
      return;
    }
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

  /** Other types than float move axis by axis, in runs where the last axis is contiguous. */
  private void copy(Object source, int x, Object target, int y, int axis) {
    if (axis == dims.length) {
      System.arraycopy(source, x, target, y, 1);
    } else if (axis == dims.length - 1 && fromStrides[axis] == 1 && toStrides[axis] == 1) {
      System.arraycopy(source, x, target, y, dims[axis]);
    } else {
      for (int i = 0; i < dims[axis]; i++) {
        copy(source, x + i * fromStrides[axis], target, y + i * toStrides[axis], axis + 1);
      }
    }
  }

  /** The way back, for gradients. */
  StridedCopy reversed() {
    return new StridedCopy(dims, to, toStrides, from, fromStrides);
  }
}
