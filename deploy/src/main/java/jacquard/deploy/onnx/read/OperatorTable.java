package jacquard.deploy.onnx.read;

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

  /** The operator of a name, or {@code null}. */
  static Operator find(String name) {
    return OPERATORS.get(name);
  }

  /** All of them, by name. */
  static Collection<Operator> all() {
    return OPERATORS.values();
  }
}
