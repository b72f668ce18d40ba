package jacquard.engine.tensor;

import java.util.Arrays;
import java.util.List;

/** The lengths of a tensor's axes, outermost first. Immutable. A scalar has no axes. */
public final class Shape {
  /** The shape of a scalar. */
  public static final Shape SCALAR = new Shape();

  private final int[] dims;
  private final int size;

  private Shape(int... dims) {
    long product = 1;
    for (int dim : dims) {
      if (dim < 0) throw new ShapeException("negative dimension in " + Arrays.toString(dims));
      product *= dim;
      if (product > Integer.MAX_VALUE - 8) {
        throw new ShapeException(Arrays.toString(dims) + " has more than 2^31 - 9 elements");
      }
    }
    this.dims = dims;
    this.size = (int) product;
  }

  /**
   * A shape.
   *
   * @throws ShapeException if a dimension is negative or there are more elements than an array
   *     holds
   */
  public static Shape of(int... dims) {
    return new Shape(dims.clone());
  }

  /** The number of axes. */
  public int rank() {
    return dims.length;
  }

  /** The length of an axis; negative axes count from the last ({@code -1}). */
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  /** The index of an axis that may be negative. */
  public int axis(int axis) {
    int index = axis < 0 ? axis + dims.length : axis;
    if (index < 0 || index >= dims.length) {
      throw new ShapeException("no axis %d in %s".formatted(axis, this));
    }
    return index;
  }

  /** The number of elements. */
  public int size() {
    return size;
  }

  /** The product of the dimensions from axis {@code from} to before axis {@code to}. */
  public int product(int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) product *= dims[i];
    return product;
  }

  /** The dimensions, as a new array. */
  public int[] dims() {
    return dims.clone();
  }

  /** Elements from one index of each axis to the next, row-major. */
  public int[] strides() {
    var strides = new int[dims.length];
    int stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dims[i];
    }
    return strides;
  }

  /** This shape with another length of one axis. */
  public Shape with(int axis, int dim) {
    var changed = dims.clone();
    changed[axis(axis)] = dim;
    return new Shape(changed);
  }

  /** This shape without an axis. */
  public Shape without(int axis) {
    int index = axis(axis);
    var rest = new int[dims.length - 1];
    System.arraycopy(dims, 0, rest, 0, index);
    System.arraycopy(dims, index + 1, rest, index, rest.length - index);
    return new Shape(rest);
  }

  /** The dimensions as a list. */
  public List<Integer> toList() {
    return Arrays.stream(dims).boxed().toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
