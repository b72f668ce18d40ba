package jacquard.optimize.pareto;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.Dequantize;
import jacquard.engine.op.Linear;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much is left of a layer's weights, read from the weights themselves.
 *
 * @param layer a linear layer or convolution
 * @param weights how many there are
 * @param sparsity the share of zeros, in [0, 1]
 * @param bits what one weight takes: its code's, 32 for a float, or as many as tell its values
 *     apart where weights share at most 256
 */
public record LayerFigures(String layer, int weights, double sparsity, int bits) {
  private static final int MOST_VALUES = 257; // 256 and zero

  /** The figures of all layers with weights of their own, in order. */
  public static List<LayerFigures> of(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof Linear || node.op() instanceof Conv2d)
        .filter(node -> graph.isConstant(weight(graph, node)))
        .map(node -> of(node.name(), graph.constant(weight(graph, node))))
        .toList();
  }

  /** The name of what holds the weights: codes, where they are codes. */
  private static String weight(Graph graph, GraphNode layer) {
    var name = layer.inputs().get(1);
    return graph.nodes().stream()
        .filter(node -> node.name().equals(name) && node.op() instanceof Dequantize)
        .map(node -> node.inputs().getFirst())
        .findFirst()
        .orElse(name);
  }

  private static LayerFigures of(String layer, Tensor weight) {
    double[] values = values(weight);
    long zeros = Arrays.stream(values).filter(value -> value == 0).count();
    int bits = weight.dtype() == DType.INT8 ? bitsOfCodes(values) : bitsOfFloats(values);
    return new LayerFigures(layer, values.length, (double) zeros / values.length, bits);
  }

  private static double[] values(Tensor weight) {
    boolean codes = weight.dtype() == DType.INT8;
    return IntStream.range(0, weight.size())
        .mapToDouble(i -> codes ? weight.bytes()[i] : weight.floats()[i])
        .toArray();
  }

  /** Of the largest code and its sign; two values without a zero between them take one. */
  private static int bitsOfCodes(double[] codes) {
    double largest = Arrays.stream(codes).map(Math::abs).max().orElse(0);
    double least = Arrays.stream(codes).map(Math::abs).min().orElse(0);
    return least == largest ? 1 : 1 + bits((long) largest);
  }

  private static int bitsOfFloats(double[] values) {
    long distinct = Arrays.stream(values).distinct().limit(MOST_VALUES + 1).count();
    boolean shared = distinct <= MOST_VALUES && 2 * distinct <= values.length;
    return shared ? Math.max(1, bits(distinct - 1)) : Float.SIZE;
  }

  private static int bits(long largest) {
    return Long.SIZE - Long.numberOfLeadingZeros(largest);
  }

  /** The share of zeros among the weights of all layers. */
  public static double sparsity(List<LayerFigures> layers) {
    double zeros = layers.stream().mapToDouble(each -> each.sparsity * each.weights).sum();
    return zeros / layers.stream().mapToInt(each -> each.weights).sum();
  }
}
