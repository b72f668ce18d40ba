package jacquard.deploy.onnx.read;

import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Dequantize;
import jacquard.engine.op.DynamicQuantize;
import jacquard.engine.op.Quantize;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a {@link GraphBuilder} knows of codes: of constants, and of values that nodes round. */
final class CodedValues {
  private final Nodes nodes;
  private final Map<String, Tensor> buffers;
  private final Map<Value, Codes> constants = new HashMap<>();
  private final Map<String, Value> signed = new HashMap<>();

  CodedValues(Nodes nodes, Map<String, Tensor> buffers) {
    this.nodes = nodes;
    this.buffers = buffers;
  }

  /** Lets the graph hold a constant as codes, where it can. */
  void put(Value constant, Codes codes) {
    constants.put(constant, codes);
  }

  /** The codes of a constant, or {@code null}. */
  Codes get(Value constant) {
    return constants.get(constant);
  }

  /** Moves codes along with the constant that they stand for. */
  Value follow(Value from, Value to, Function<Codes, Optional<Codes>> move) {
    Optional.ofNullable(constants.get(from)).flatMap(move).ifPresent(codes -> put(to, codes));
    return to;
  }

  /** Tells which int8 codes uint8 codes are made of. */
  void pair(Value unsigned, Value codes) {
    signed.put(unsigned.name(), codes);
  }

  /** Codes as int8: themselves, or what they are {@link #pair paired} with; else {@code null}. */
  Value signed(Value codes) {
    return codes.dtype() == DType.INT8 ? codes : signed.get(codes.name());
  }

  void renamed(String old, String name) {
    var codes = signed.remove(old);
    if (codes != null) signed.put(name, codes);
  }

  /** int8 codes within a narrower range, if a node makes them of floats; else {@code null}. */
  Value narrowed(Value codes, int min, int max) {
    if (codes.isKnown()) return null;
    if (!(nodes.maker(codes.name())
        instanceof GraphNode(_, Quantize(var zero, var low, var high), var inputs))) {
      return null;
    }
    if (min < low || max > high || zero < min || zero > max) return null;
    return codes.named(nodes.add(codes.name(), new Quantize(zero, min, max), inputs));
  }

  /** The value that nodes round, each element by a step that a view does not change. */
  Optional<String> rounded(Value x, Shape view) {
    return switch (nodes.maker(x.name())) {
      case GraphNode(_, Dequantize _, var codes)
          when nodes.maker(codes.get(0)) instanceof GraphNode(_, Quantize _, var real)
              && codes.get(1).equals(real.get(1))
              && buffers.containsKey(real.get(1))
              && buffers.get(real.get(1)).size() == 1 ->
          Optional.of(real.get(0));
      case GraphNode(_, DynamicQuantize _, var real)
          when view.rank() > 1 && view.dim(0) == x.few().dim(0) ->
          Optional.of(real.get(0));
      case null, default -> Optional.empty();
    };
  }

  /** Adds such nodes again, for the same value under another shape; returns the result's name. */
  String round(Value x, String view) {
    var last = nodes.maker(x.name());
    if (last.op() instanceof DynamicQuantize)
      return nodes.add(last.name(), last.op(), List.of(view));
    var quantize = nodes.maker(last.inputs().getFirst());
    var scale = last.inputs().get(1);
    var codes = nodes.add(quantize.name(), quantize.op(), List.of(view, scale));
    return nodes.add(last.name(), last.op(), List.of(codes, scale));
  }
}
