package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;

import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.Broadcast;
import jacquard.engine.op.Expand;
import jacquard.engine.op.Linear;
import jacquard.engine.op.MatMul;
import jacquard.engine.op.Op;
import jacquard.engine.op.Permute;
import jacquard.engine.op.Pointwise;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.kernels.Binary;
import jacquard.kernels.Unary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Matrix products. With a constant matrix they are linear layers, whose weights a plan packs. */
final class ContractionOperators {
  private static final List<Integer> TRANSPOSED = List.of(1, 0);

  private ContractionOperators() {}

  static List<Operator> all() {
    return List.of(
        of("MatMul", 1, node -> matMul(node, new MatMul(), node.in(0), node.in(1))),
        of("Gemm", 7, ContractionOperators::gemm));
  }

  private static Value gemm(OnnxNode node) {
    var attributes = node.attributes();
    var a = node.in(0, DType.FLOAT32);
    var b = node.in(1, DType.FLOAT32);
    if (a.rank() != 2 || b.rank() != 2) throw node.refuse("it multiplies matrices");
    if (attributes.flag("transA", false)) a = node.apply(new Permute(TRANSPOSED), a);
    if (attributes.flag("transB", false)) b = node.apply(new Permute(TRANSPOSED), b);
    b = scaled(node, b, attributes.real("alpha", 1));
    float beta = attributes.real("beta", 1);
    if (!node.has(2) || beta == 0) return linear(node, a, b, null);
    var c = scaled(node, node.in(2, DType.FLOAT32), beta);
    int out = node.dim(b, 1);
    boolean isBias =
        c.isConstant() && c.few().size() == out && c.rank() > 0 && c.few().dim(-1) == out;
    if (isBias) return linear(node, a, b, node.reshape(c, Shape.of(out)));
    return node.apply(new Arithmetic(Binary.ADD), linear(node, a, b, null), c);
  }

  private static Value scaled(OnnxNode node, Value x, float factor) {
    return factor == 1 ? x : node.apply(new Pointwise(Unary.SCALE, factor), x);
  }

  /** {@code x w + b}. Of an image that was flattened, the weights follow the order of the graph. */
  private static Value linear(OnnxNode node, Value x, Value w, Value bias) {
    var rows = x.isPlain() || !w.isConstant() ? null : flattened(x);
    var weights = rows == null ? w : reordered(node, w, rows, x);
    var input = rows == null ? x : node.flat(x);
    return bias == null
        ? node.apply(new Linear(), input, weights)
        : node.apply(new Linear(), input, weights, bias);
  }

  /** The axes behind the batch of a value {@code [n, ...]} that is seen as {@code [n, k]}. */
  private static Shape flattened(Value x) {
    var whole = Value.permuted(x.storedFew(), x.axes());
    boolean flat =
        x.rank() == 2
            && x.axes().getFirst() == 0
            && whole.rank() > 1
            && x.few().dim(0) == whole.dim(0)
            && x.more().dim(0) == x.storedMore().dim(0);
    return flat ? whole.without(0) : null;
  }

  private static Value reordered(OnnxNode node, Value w, Shape rows, Value x) {
    int out = node.dim(w, 1);
    var dims = Arrays.copyOf(rows.dims(), rows.rank() + 1);
    dims[rows.rank()] = out;
    var axes = new Integer[dims.length];
    for (int i = 1; i < x.axes().size(); i++) axes[x.axes().get(i) - 1] = i - 1;
    axes[rows.rank()] = rows.rank();
    var moved = node.apply(new Permute(Arrays.asList(axes)), node.reshape(w, Shape.of(dims)));
    return node.reshape(moved, Shape.of(rows.size(), out));
  }

  /** NumPy's product: vectors get an axis, which the result loses; leading axes are broadcast. */
  static Value matMul(OnnxNode node, Op product, Value a, Value b) {
    if (a.rank() == 0 || b.rank() == 0) throw node.refuse("it takes no scalars");
    boolean isLayer = product instanceof MatMul && b.rank() == 2 && a.rank() > 1;
    if (isLayer && a.dtype() == DType.FLOAT32 && b.isConstant()) return linear(node, a, b, null);
    var left = a.rank() == 1 ? inserted(node, a, 0) : node.plain(a);
    var right = b.rank() == 1 ? inserted(node, b, 1) : node.plain(b);
    var few = leading(left.few(), right.few());
    var more = leading(left.more(), right.more());
    var y = node.apply(product, expanded(node, left, few, more), expanded(node, right, few, more));
    if (a.rank() == 1) y = removed(node, y, -2);
    return b.rank() == 1 ? removed(node, y, -1) : y;
  }

  private static Value inserted(OnnxNode node, Value vector, int axis) {
    int length = node.dim(vector, 0);
    return node.reshape(vector, axis == 0 ? Shape.of(1, length) : Shape.of(length, 1));
  }

  private static Value removed(OnnxNode node, Value y, int axis) {
    return node.reshape(y, y.few().without(axis), y.more().without(axis));
  }

  private static Shape leading(Shape a, Shape b) {
    return Broadcast.shape(
        Shape.of(Arrays.copyOf(a.dims(), a.rank() - 2)),
        Shape.of(Arrays.copyOf(b.dims(), b.rank() - 2)));
  }

  private static Value expanded(OnnxNode node, Value x, Shape few, Shape more) {
    var dims = new ArrayList<Integer>();
    boolean fits = x.rank() == few.rank() + 2;
    for (int i = 0; i < few.rank(); i++) {
      int own = i + x.rank() - 2 - few.rank();
      boolean keeps =
          own >= 0 && x.few().dim(own) == few.dim(i) && x.more().dim(own) == more.dim(i);
      if (!keeps && few.dim(i) != more.dim(i)) {
        throw node.refuse("it repeats a matrix as often as there are samples");
      }
      fits &= keeps;
      dims.add(keeps ? -1 : few.dim(i));
    }
    dims.add(-1);
    dims.add(-1);
    return fits ? x : node.apply(new Expand(dims), x);
  }
}
