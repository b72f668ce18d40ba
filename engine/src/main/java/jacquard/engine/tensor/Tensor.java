package jacquard.engine.tensor;

import java.util.Arrays;

/**
 * A contiguous, row-major array with a shape and a type. Images are {@code [n, h, w, c]}; axis 0 is
 * the batch.
 *
 * <p>Tensors made inside a step live in the step's {@link Arena}: reading one after the step
 * throws, unless it was {@link #detach}ed.
 */
public class Tensor {
  private final Shape shape;
  private final DType dtype;
  private final Buffer buffer;
  private final Origin origin;
  private boolean requiresGrad;
  private Tensor grad;
  private boolean gradIsFresh;

  Tensor(Shape shape, DType dtype, Buffer buffer, Origin origin, boolean requiresGrad) {
    this.shape = shape;
    this.dtype = dtype;
    this.buffer = buffer;
    this.origin = origin;
    this.requiresGrad = requiresGrad;
  }

  /** For leaves with a life of their own: zeros. */
  protected Tensor(Shape shape, boolean requiresGrad) {
    this(shape, DType.FLOAT32, new Buffer(new float[shape.size()]), null, requiresGrad);
  }

  /** Zeros. */
  public static Tensor zeros(Shape shape) {
    return zeros(DType.FLOAT32, shape);
  }

  /** Zeros of any type. */
  public static Tensor zeros(DType dtype, Shape shape) {
    return new Tensor(shape, dtype, new Buffer(dtype.newArray(shape.size())), null, false);
  }

  /** One value everywhere. */
  public static Tensor full(Shape shape, float value) {
    var tensor = zeros(shape);
    Arrays.fill(tensor.floats(), value);
    return tensor;
  }

  /**
   * A float tensor around an array, which is not copied.
   *
   * @throws ShapeException if the array's length is not the shape's size
   */
  public static Tensor of(float[] values, int... dims) {
    return wrap(DType.FLOAT32, values, values.length, Shape.of(dims));
  }

  /** An int32 tensor around an array, which is not copied. */
  public static Tensor of(int[] values, int... dims) {
    return wrap(DType.INT32, values, values.length, Shape.of(dims));
  }

  /** An int64 tensor around an array, which is not copied. */
  public static Tensor of(long[] values, int... dims) {
    return wrap(DType.INT64, values, values.length, Shape.of(dims));
  }

  /** A tensor of bytes ({@code INT8, UINT8, BOOL}) around an array, which is not copied. */
  public static Tensor of(DType dtype, byte[] values, int... dims) {
    if (dtype.bytes() != 1) throw new IllegalArgumentException(dtype + " is not a type of bytes");
    return wrap(dtype, values, values.length, Shape.of(dims));
  }

  private static Tensor wrap(DType dtype, Object array, int length, Shape shape) {
    if (length != shape.size()) {
      throw new ShapeException("%d values do not fill %s".formatted(length, shape));
    }
    return new Tensor(shape, dtype, new Buffer(array), null, false);
  }

  /** The lengths of the axes. */
  public final Shape shape() {
    return shape;
  }

  /** The type of the elements. */
  public final DType dtype() {
    return dtype;
  }

  /** The length of an axis; negative axes count from the last. */
  public final int dim(int axis) {
    return shape.dim(axis);
  }

  /** The number of elements. */
  public final int size() {
    return shape.size();
  }

  /**
   * The elements themselves, not a copy.
   *
   * @throws IllegalStateException if the tensor's step has ended
   * @throws IllegalArgumentException if the type is not {@code FLOAT32}
   */
  public final float[] floats() {
    return as(float[].class);
  }

  /** The elements of an {@code INT32} tensor, not a copy. */
  public final int[] ints() {
    return as(int[].class);
  }

  /** The elements of an {@code INT64} tensor, not a copy. */
  public final long[] longs() {
    return as(long[].class);
  }

  /** The elements of an {@code INT8, UINT8} or {@code BOOL} tensor, not a copy. */
  public final byte[] bytes() {
    return as(byte[].class);
  }

  private <T> T as(Class<T> type) {
    var array = buffer.array();
    if (type.isInstance(array)) return type.cast(array);
    throw new IllegalArgumentException(
        "expected elements of type %s, not %s".formatted(type.componentType(), this));
  }

  /** The array of the elements, whatever its type. */
  public final Object array() {
    return buffer.array();
  }

  /** The only element of a float tensor. */
  public final float item() {
    if (size() != 1) throw new ShapeException("item() needs one element, not " + shape);
    return floats()[0];
  }

  /** The same elements under another shape of the same size, without a past. */
  public final Tensor view(Shape other) {
    return view(other, null);
  }

  /** The same elements under another shape, with a past of its own. */
  public final Tensor view(Shape other, Origin from) {
    if (other.size() != size()) {
      throw new ShapeException("cannot view %s as %s".formatted(shape, other));
    }
    return new Tensor(other, dtype, buffer, from, from != null);
  }

  /**
   * The first elements under another shape, for memory that is used again at several sizes: the
   * array behind it is then longer than its size.
   */
  public final Tensor prefix(Shape other) {
    if (other.size() > size()) {
      throw new ShapeException("%s has more elements than %s".formatted(other, shape));
    }
    return new Tensor(other, dtype, buffer, null, false);
  }

  /** A copy without a past, in memory that no step takes back. */
  public final Tensor detach() {
    var copy = zeros(dtype, shape);
    System.arraycopy(buffer.array(), 0, copy.buffer.array(), 0, size());
    return copy;
  }

  /**
   * Overwrites the elements.
   *
   * @throws ShapeException if shapes or types differ
   */
  public final void copyFrom(Tensor source) {
    if (!source.shape.equals(shape) || source.dtype != dtype) {
      throw new ShapeException(
          "cannot copy %s %s into %s %s".formatted(source.dtype, source.shape, dtype, shape));
    }
    System.arraycopy(source.buffer.array(), 0, buffer.array(), 0, size());
  }

  /** Whether the two share their elements. */
  public final boolean sharesMemoryWith(Tensor other) {
    return buffer == other.buffer;
  }

  /** Where the tensor came from, or {@code null} for a leaf. */
  public final Origin origin() {
    return origin;
  }

  /** Whether gradients flow to this tensor. */
  public final boolean requiresGrad() {
    return requiresGrad;
  }

  /**
   * Asks for (or against) the gradient of a leaf.
   *
   * @throws IllegalStateException if this is no leaf, or holds integers
   */
  public final Tensor requiresGrad(boolean required) {
    if (origin != null) throw new IllegalStateException("only a leaf can be asked for gradients");
    if (required && dtype != DType.FLOAT32) {
      throw new IllegalStateException("only a FLOAT32 tensor takes gradients, not " + this);
    }
    requiresGrad = required;
    return this;
  }

  /** A leaf's gradient, or {@code null} if none arrived since {@link #zeroGrad}. */
  public final Tensor grad() {
    return gradIsFresh ? null : grad;
  }

  /** Forgets the gradient; its memory is kept for the next one. */
  public final void zeroGrad() {
    gradIsFresh = true;
  }

  /**
   * Where the next gradient of a leaf is to be added: its memory is the leaf's own, so it outlives
   * the step. After {@link #zeroGrad} it holds zeros.
   */
  public final Tensor gradForAccumulation() {
    if (grad == null) {
      grad = zeros(shape);
    } else if (gradIsFresh) {
      Arrays.fill(grad.floats(), 0f);
    }
    gradIsFresh = false;
    return grad;
  }

  final Buffer buffer() {
    return buffer;
  }

  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}
