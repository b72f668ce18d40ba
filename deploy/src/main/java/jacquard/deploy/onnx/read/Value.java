package jacquard.deploy.onnx.read;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A value of an ONNX graph while it is read. Everything is known for two numbers of samples, as in
 * {@code Graph.trace}: what is the same for both does not depend on the batch.
 *
 * <p>The graph may hold a value in another order than ONNX: images channels last. {@code axes}
 * tells: axis {@code i} of the value in ONNX's order is axis {@code axes[i]} of the stored one, and
 * the result is then seen under the value's own shape.
 *
 * @param name its name in the graph; for a constant, the name that it would have
 * @param dtype its type
 * @param few its shape in ONNX for few samples
 * @param more its shape in ONNX for more
 * @param storedFew its shape in the graph for few samples
 * @param storedMore its shape in the graph for more
 * @param axes how the two are related
 * @param content what it holds for few samples, or {@code null} if that is not known while reading
 * @param contentMore what it holds for more, or {@code null}; the same tensor for a constant
 * @param learned whether it is a weight, and not a figure that happens to be stored in the file
 */
record Value(
    String name,
    DType dtype,
    Shape few,
    Shape more,
    Shape storedFew,
    Shape storedMore,
    List<Integer> axes,
    Tensor content,
    Tensor contentMore,
    boolean learned) {
  /** NCHW seen from NHWC. */
  static final List<Integer> IMAGE = List.of(0, 3, 1, 2);

  /** NHWC seen from NCHW. */
  static final List<Integer> TO_IMAGE = List.of(0, 2, 3, 1);

  /** A value in ONNX's order that is computed when the model runs. */
  static Value computed(String name, DType dtype, Shape few, Shape more) {
    return new Value(name, dtype, few, more, few, more, identity(few.rank()), null, null, false);
  }

  /** A value of known content. */
  static Value known(String name, Tensor few, Tensor more, boolean learned) {
    var axes = identity(few.shape().rank());
    return new Value(
        name,
        few.dtype(),
        few.shape(),
        more.shape(),
        few.shape(),
        more.shape(),
        axes,
        few,
        more,
        learned);
  }

  /** A value stored in another order. */
  static Value stored(String name, DType dtype, Shape few, Shape more, List<Integer> axes) {
    return new Value(
        name, dtype, permuted(few, axes), permuted(more, axes), few, more, axes, null, null, false);
  }

  static List<Integer> identity(int rank) {
    return IntStream.range(0, rank).boxed().toList();
  }

  static Shape permuted(Shape shape, List<Integer> axes) {
    return Shape.of(axes.stream().mapToInt(shape::dim).toArray());
  }

  /** The number of axes in ONNX. */
  int rank() {
    return few.rank();
  }

  /** Whether its content is known while the model is read. */
  boolean isKnown() {
    return content != null;
  }

  /** Whether it is known and the same for any number of samples. */
  boolean isConstant() {
    return content != null && content == contentMore;
  }

  /** Whether the graph stores it in ONNX's order and shape. */
  boolean isPlain() {
    return few.equals(storedFew) && more.equals(storedMore) && axes.equals(identity(axes.size()));
  }

  /** Whether it has ONNX's axes, perhaps in another order: no reshape stands in between. */
  boolean isPermuted() {
    return few.equals(permuted(storedFew, axes)) && more.equals(permuted(storedMore, axes));
  }

  /** Whether it is an image that is stored channels last. */
  boolean isImage() {
    return axes.equals(IMAGE) && isPermuted();
  }

  /** Whether reordering it moves nothing, because only axes of length 1 change places. */
  boolean isOrderedInMemory() {
    int last = -1;
    for (int axis : axes) {
      if (storedMore.dim(axis) == 1 && storedFew.dim(axis) == 1) continue;
      if (axis < last) return false;
      last = axis;
    }
    return true;
  }

  /** The same of another node's output. */
  Value named(String other) {
    return new Value(other, dtype, few, more, storedFew, storedMore, axes, null, null, false);
  }

  /** The same stored value under another shape in ONNX. */
  Value reshaped(Shape few, Shape more) {
    return new Value(name, dtype, few, more, storedFew, storedMore, axes, null, null, learned);
  }

  /** The same value under the name that it has in ONNX's order. */
  Value inOnnxOrder(String name) {
    return computed(name, dtype, few, more);
  }

  /** The same value, not to be learned. */
  Value fixed() {
    return new Value(
        name, dtype, few, more, storedFew, storedMore, axes, content, contentMore, false);
  }
}
