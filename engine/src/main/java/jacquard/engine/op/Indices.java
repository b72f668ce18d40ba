package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;

/** A walk over all indices of a shape, last axis fastest, with the offsets of other layouts. */
final class Indices {
  private final int[] dims;
  private final int[] index;

  Indices(Shape shape) {
    dims = shape.dims();
    index = new int[dims.length];
  }

  /** The index of each axis now. */
  int[] index() {
    return index;
  }

  /** Goes on to the next index; after the last one it is at the first again. */
  void next() {
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      if (++index[axis] < dims[axis]) return;
      index[axis] = 0;
    }
  }

  /** Where the element of the present index lies by some strides. */
  int offset(int[] strides) {
    int offset = 0;
    for (int i = 0; i < index.length; i++) offset += index[i] * strides[i];
    return offset;
  }

  /**
   * An index of a tensor, counted from the end if negative.
   *
   * @throws IndexOutOfBoundsException if the axis is too short
   */
  static int of(Tensor indices, int i, int length) {
    long index = Scalars.integer(indices, i);
    long counted = index < 0 ? index + length : index;
    if (counted < 0 || counted >= length) {
      throw new IndexOutOfBoundsException(
          "index %d is outside an axis of length %d".formatted(index, length));
    }
    return (int) counted;
  }
}
