package jacquard.deploy.onnx.read;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphInput;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.nn.Parameter;
import jacquard.engine.op.Dequantize;
import jacquard.engine.op.Flatten;
import jacquard.engine.op.Movement;
import jacquard.engine.op.Op;
import jacquard.engine.op.Permute;
import jacquard.engine.op.Pointwise;
import jacquard.engine.op.Reshape;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Unary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The graph that grows while a model is read. What depends on known values alone is computed at
 * once instead of becoming a node, for both numbers of samples: so shape arithmetic disappears, and
 * weights come out in the order that Jacquard's kernels take.
 */
final class GraphBuilder {
  /** The numbers of samples for which shapes are worked out; neither is 1, which broadcasts. */
  static final int FEW = 2;

  static final int MORE = 3;

  private final List<GraphInput> inputs = new ArrayList<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Nodes nodes = new Nodes();
  private final Map<Value, String> constants = new HashMap<>();
  private final Map<Value, Value> reordered = new HashMap<>();
  private final Map<Folding, Value> foldings = new HashMap<>();
  private final CodedValues coded = new CodedValues(nodes, buffers);
  private final Set<String> shared = new HashSet<>(); // names that others may know already
  private long foldable;

  private record Folding(Op op, List<Value> operands) {}

  /** {@code foldable}: how many elements may be computed while reading, all in all. */
  GraphBuilder(long foldable) {
    this.foldable = foldable;
  }

  /** Declares an input as the graph has it. */
  void declare(GraphInput input) {
    inputs.add(input);
    nodes.free(input.name());
  }

  /** How many nodes there are: a mark for {@link #rename}. */
  int size() {
    return nodes.size();
  }

  /** Applies an op to values in ONNX's order, which are reordered where they are not. */
  Value apply(String wish, Op op, List<Value> operands) {
    if (operands.stream().allMatch(Value::isKnown)) return fold(wish, op, operands);
    var few = op.shape(operands.stream().map(Value::few).toList());
    var more = op.shape(operands.stream().map(Value::more).toList());
    var dtype = op.dtype(operands.stream().map(Value::dtype).toList());
    var read = operands.stream().map(this::operand).toList();
    return Value.computed(nodes.add(wish, op, read), dtype, few, more);
  }

  private Value fold(String wish, Op op, List<Value> operands) {
    var key = new Folding(op, operands);
    var known = foldings.get(key);
    if (known != null) return known;
    var first = operands.isEmpty() ? null : operands.getFirst();
    boolean moved = op instanceof Movement && first != null;
    var few = compute(op, operands.stream().map(Value::content).toList());
    boolean constant = operands.stream().allMatch(Value::isConstant);
    var more = constant ? few : compute(op, operands.stream().map(Value::contentMore).toList());
    if (same(few, more)) more = few;
    var name = moved ? nameOf(first, wish) : wish;
    var value = Value.known(name, few, more, moved && first.learned());
    if (op instanceof Permute permute) coded.follow(first, value, codes -> codes.permuted(permute));
    foldings.put(key, value);
    return value;
  }

  /** Weights keep their name, wherever they are moved. */
  private String nameOf(Value moved, String wish) {
    return moved.learned() || coded.get(moved) != null ? moved.name() : wish;
  }

  /** What is known of codes. */
  CodedValues coded() {
    return coded;
  }

  /** Whether two tensors hold the same. */
  static boolean same(Tensor a, Tensor b) {
    return a.dtype() == b.dtype()
        && a.shape().equals(b.shape())
        && Objects.deepEquals(a.array(), b.array());
  }

  private Tensor compute(Op op, List<Tensor> operands) {
    spend(op.shape(operands.stream().map(Tensor::shape).toList()).size());
    return Autograd.evaluate(op, operands.toArray(Tensor[]::new));
  }

  /** Before anything is allocated: a file can ask for constants of any size. */
  void spend(long elements) {
    foldable -= elements;
    if (foldable < 0) {
      throw new ModelFileException(
          "its constants grow out of proportion to the file: it is damaged, or was made to harm");
    }
  }

  /** The name under which the graph has a value in ONNX's order. */
  String operand(Value value) {
    return value.isKnown() ? constant(value) : plain(value).name();
  }

  private String constant(Value value) {
    var known = constants.get(value);
    if (known != null) return known;
    if (!value.isConstant()) {
      throw new ModelFileException(
          "value '%s' depends on the number of samples, and something other than a shape reads it"
              .formatted(quote(value.name())));
    }
    var codes = coded.get(value);
    if (codes != null && codes.areInColumns()) return codes(value, codes);
    var name = nodes.free(value.name());
    if (value.learned() && value.dtype() == DType.FLOAT32) {
      parameters.put(name, Parameter.of(value.content()));
    } else {
      buffers.put(name, value.content());
    }
    constants.put(value, name);
    return name;
  }

  private String codes(Value value, Codes codes) {
    var op = new Dequantize(codes.zeroPoint());
    var inputs = List.of(constant(codes.codes()), constant(codes.scale()));
    var name = nodes.add(value.name(), op, inputs);
    constants.put(value, name);
    return name;
  }

  /** The same value as the graph stores it, seen as if ONNX had that order too. */
  Value raw(Value value) {
    if (value.isPlain()) return value;
    return Value.computed(value.name(), value.dtype(), value.storedFew(), value.storedMore());
  }

  /** A value in ONNX's order. */
  Value plain(Value value) {
    if (value.isPlain()) return value;
    var known = reordered.get(value);
    if (known != null) return known;
    var stored = raw(value);
    var moved =
        value.isOrderedInMemory()
            ? stored
            : apply(value.name() + ".nchw", new Permute(value.axes()), List.of(stored));
    var plain = reshape(value.name() + ".nchw", moved, value.few(), value.more());
    return share(value, plain);
  }

  /** An image, channels last: the raw form of what is stored like that. */
  Value image(Value value) {
    if (value.isImage()) return raw(value);
    var known = reordered.get(value);
    if (known != null) return known;
    var plain = plain(value);
    var name = value.name() + ".nhwc";
    var target = Value.stored(name, value.dtype(), plain.few(), plain.more(), Value.TO_IMAGE);
    var image =
        target.isOrderedInMemory()
            ? reshape(name, plain, target.few(), target.more())
            : apply(name, new Permute(Value.TO_IMAGE), List.of(plain));
    return share(value, image);
  }

  private Value share(Value key, Value value) {
    reordered.put(key, value);
    shared.add(value.name());
    return value;
  }

  /** The same elements under another shape; what is stored in another order stays so. */
  Value reshape(String wish, Value x, Shape few, Shape more) {
    if (x.few().equals(few) && x.more().equals(more)) return x;
    if (x.isKnown()) {
      var content = x.content().view(few);
      var contentMore = x.isConstant() ? content : x.contentMore().view(more);
      var value = Value.known(nameOf(x, wish), content, contentMore, x.learned());
      return coded.follow(x, value, codes -> codes.reshaped(few));
    }
    if (!x.isPlain()) return x.reshaped(few, more);
    var real = coded.rounded(x, few);
    if (real.isEmpty()) return seen(wish, x, few, more);
    // Plans look for codes right in front of a layer, so the view comes before them.
    var view = seen(wish, Value.computed(real.get(), x.dtype(), x.few(), x.more()), few, more);
    return Value.computed(coded.round(x, view.name()), x.dtype(), few, more);
  }

  private Value seen(String wish, Value x, Shape few, Shape more) {
    var flat = new Flatten();
    if (x.rank() > 1 && few.rank() == 2 && flat.shape(List.of(x.few())).equals(few)) {
      if (flat.shape(List.of(x.more())).equals(more)) return apply(wish, flat, List.of(x));
    }
    return apply(wish, new Reshape(symbolic(few, more)), List.of(x));
  }

  /** The dimensions that hold for any number of samples, with -1 for the one that depends on it. */
  static List<Integer> symbolic(Shape few, Shape more) {
    var dims = new ArrayList<Integer>();
    for (int i = 0; i < few.rank(); i++) dims.add(few.dim(i) == more.dim(i) ? few.dim(i) : -1);
    if (dims.stream().filter(dim -> dim == -1).count() > 1) {
      throw new ModelFileException(
          "a shape depends on the number of samples in more than one axis (%s for %d, %s for %d)"
              .formatted(few, FEW, more, MORE));
    }
    return dims;
  }

  /** Whether a value is a function of another. */
  boolean isFunctionOf(Value y, Unary function, Value x) {
    if (y.isKnown() || x.isKnown()) return false;
    if (!x.few().equals(y.few()) || !x.axes().equals(y.axes())) return false;
    var node = new GraphNode(y.name(), new Pointwise(function), List.of(x.name()));
    return node.equals(nodes.maker(y.name()));
  }

  /** Gives an output its ONNX name, if the node that makes it was added behind the mark. */
  Value rename(Value value, String name, int mark) {
    if (value.isKnown() || value.name().equals(name)) return value;
    if (shared.contains(value.name()) || !nodes.rename(value.name(), name, mark)) return value;
    coded.renamed(value.name(), name);
    return value.named(name);
  }

  /** The finished graph, without what no output depends on. */
  Graph build(List<String> outputs) {
    return new Graph(
            inputs,
            new LinkedHashMap<>(parameters),
            new LinkedHashMap<>(buffers),
            nodes.all(),
            outputs)
        .withoutUnused();
  }
}
