package jacquard.deploy.onnx.read;

import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.deploy.onnx.type.OwnOperators;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every operator that can be read, by name. A new group of operators is a file and a line here. */
final class OperatorTable {
  private static final Map<String, Operator> OPERATORS = new TreeMap<>();

  static {
    Stream.of(
            ElementwiseOperators.all(),
            LogicOperators.all(),
            ReductionOperators.all(),
            ShapeOperators.all(),
            MovementOperators.all(),
            SlicingOperators.all(),
            ContractionOperators.all(),
            ConvolutionOperators.all(),
            NormalizationOperators.all(),
            LossOperators.all(),
            PoolingOperators.all(),
            ResizeOperators.all(),
            QuantizationOperators.all())
        .flatMap(List::stream)
        .forEach(OperatorTable::add);
  }

  private OperatorTable() {}

  private static void add(Operator operator) {
    if (OPERATORS.put(operator.name(), operator) != null) {
      throw new IllegalStateException("operator " + operator.name() + " stands in two groups");
    }
  }

  /** The operator of a node, or {@code null}. */
  static Operator find(NodeProto node) {
    if (ModelReader.isStandard(node.getDomain())) return OPERATORS.get(node.getOpType());
    boolean own = node.getDomain().equals(OwnOperators.DOMAIN);
    boolean rounds = own && node.getOpType().equals(OwnOperators.DYNAMIC_QUANTIZE);
    return rounds ? QuantizationOperators.ofSamples() : null;
  }

  /** All of them, by name. */
  static Collection<Operator> all() {
    return OPERATORS.values();
  }
}
