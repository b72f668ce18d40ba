package jacquard.deploy.onnx.read;

import jacquard.engine.op.Op;
import jacquard.engine.op.Permute;
import jacquard.engine.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Ops of two broadcast values, one of which may be stored in another order. */
final class Broadcasting {
  private Broadcasting() {}

  static Value apply(OnnxNode node, Op op, int a, int b) {
    return apply(node, op, node.in(a), node.in(b));
  }

  /** Keeps the order of the value that is not ONNX's, if the other can follow. */
  static Value apply(OnnxNode node, Op op, Value a, Value b) {
    var leader = isReordered(a) ? a : b;
    var follower = leader == a ? b : a;
    if (!isReordered(leader) || follower.rank() > leader.rank()) return node.apply(op, a, b);
    var axes = leader.axes();
    if (!isReordered(follower) && !follower.isKnown() && follower.rank() != leader.rank()) {
      return node.apply(op, a, b);
    }
    var led = node.raw(leader);
    var following = follow(node, follower, axes);
    var result = leader == a ? node.apply(op, led, following) : node.apply(op, following, led);
    return Value.stored(result.name(), result.dtype(), result.few(), result.more(), axes);
  }

  private static boolean isReordered(Value value) {
    return !value.isPlain() && value.isPermuted();
  }

  /** A value in the order of another that it is combined with. */
  private static Value follow(OnnxNode node, Value value, List<Integer> axes) {
    if (!value.isPlain() && value.axes().equals(axes)) return node.raw(value);
    var padded =
        node.reshape(
            node.plain(value), pad(value.few(), axes.size()), pad(value.more(), axes.size()));
    var inverse = new Integer[axes.size()];
    for (int i = 0; i < inverse.length; i++) inverse[axes.get(i)] = i;
    return node.apply(new Permute(Arrays.asList(inverse)), padded);
  }

  private static Shape pad(Shape shape, int rank) {
    var dims = new int[rank];
    Arrays.fill(dims, 1);
    System.arraycopy(shape.dims(), 0, dims, rank - shape.rank(), shape.rank());
    return Shape.of(dims);
  }
}
