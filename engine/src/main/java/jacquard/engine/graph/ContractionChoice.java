package jacquard.engine.graph;

import jacquard.engine.op.Conv2d;
import jacquard.engine.op.Dequantize;
import jacquard.engine.op.DynamicQuantize;
import jacquard.engine.op.Linear;
import jacquard.engine.op.Quantize;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Kernels;
import jacquard.kernels.PackedBlocks;
import jacquard.kernels.Requantization;
import jacquard.kernels.Unary;
import jacquard.kernels.Workspace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks the kernel of linear layers and convolutions whose weights are known, be it as floats or as
 * codes, and leaves out blocks of zeros where there are many. A layer between a dequantize and a
 * quantize node is one kernel with both.
 */
final class ContractionChoice {
  private final Graph graph;
  private final PlanOptions options;
  private final Map<String, Shape> shapes;
  private final Map<String, GraphNode> producers = new HashMap<>();

  ContractionChoice(Graph graph, PlanOptions options) {
    this.graph = graph;
    this.options = options;
    this.shapes = graph.shapes(1);
    graph.nodes().forEach(node -> producers.put(node.name(), node));
  }

  /** Whether the weights and the bias, if any, are known. */
  boolean isPrepared(GraphNode node) {
    var inputs = node.inputs();
    return isKnown(inputs.get(1)) && inputs.stream().skip(2).allMatch(graph::isConstant);
  }

  private boolean isKnown(String weight) {
    return graph.isConstant(weight) || isConstantDequantize(producers.get(weight));
  }

  private boolean isConstantDequantize(GraphNode node) {
    return node != null
        && node.op() instanceof Dequantize
        && node.inputs().stream().allMatch(graph::isConstant);
  }

  /** The step of a linear layer. */
  PlannedNode linear(GraphNode node, Linear op) {
    return usesCodes(node) ? int8(node, node, null) : packed(node, op);
  }

  private PlannedNode packed(GraphNode node, Linear op) {
    var weight = weight(node);
    var epilogue = epilogue(node, op.activation(), op.alpha());
    var blocks = PackedBlocks.of(weight.dim(0), weight.dim(1), weight.floats());
    PlanKernel kernel =
        options.multipliesBlocks(blocks.density())
            ? new SparseLinear(blocks, epilogue)
            : PackedLinear.of(weight, epilogue);
    return new PlannedNode(node, kernel, node.inputs().subList(0, 1));
  }

  /** The step of a convolution. */
  PlannedNode conv2d(GraphNode node, Conv2d op) {
    if (usesCodes(node)) return int8(node, node, null);
    var epilogue = epilogue(node, op.activation(), op.alpha());
    var x = node.inputs().getFirst();
    return new PlannedNode(node, packed(op, shapes.get(x), weight(node), epilogue), List.of(x));
  }

  private PlanKernel packed(Conv2d op, Shape x, Tensor weight, Epilogue epilogue) {
    if (op.groups() == 1) {
      var blocks = PackedBlocks.of(op.convShape(x, weight.shape()), weight.floats());
      if (options.convolvesBlocks(blocks.density())) {
        return new SparseConv2d(op, weight.shape(), blocks, epilogue);
      }
    }
    return PackedConv2d.of(op, x, weight, epilogue);
  }

  /** The step of a quantize node together with the layer before it, or {@code null}. */
  PlannedNode requantized(GraphNode quantize, Quantize op) {
    var layer = producers.get(quantize.inputs().getFirst());
    if (layer == null || !isRequantized(layer)) return null;
    float step = graph.constant(quantize.inputs().get(1)).floats()[0];
    var to = new Requantization(step, op.zeroPoint(), op.min(), op.max());
    return int8(layer, quantize, to);
  }

  /** Whether a layer's only reader makes codes of its output, so that the two are one kernel. */
  boolean isRequantized(GraphNode layer) {
    if (!usesCodes(layer)) return false;
    var reader = graph.onlyConsumer(layer.name()).orElse(null);
    return reader != null
        && reader.op() instanceof Quantize
        && reader.inputs().getFirst().equals(layer.name())
        && isOneStep(reader.inputs().get(1))
        && codesBehind(layer.inputs().getFirst()) != null;
  }

  /** Whether it is a layer whose kernel multiplies codes. */
  private boolean usesCodes(GraphNode node) {
    boolean isLayer = node.op() instanceof Linear || node.op() instanceof Conv2d;
    if (!isLayer || !isPrepared(node) || !hasCodes(node)) return false;
    return node.op() instanceof Linear
        ? options.multipliesCodes(weightCodes(node).size())
        : options.convolvesCodes() && codesBehind(node.inputs().getFirst()) != null;
  }

  private PlannedNode int8(GraphNode layer, GraphNode last, Requantization to) {
    return layer.op() instanceof Conv2d conv
        ? convolution(layer, last, conv, to)
        : product(layer, last, (Linear) layer.op(), to);
  }

  private PlannedNode convolution(GraphNode layer, GraphNode last, Conv2d op, Requantization to) {
    var x = layer.inputs().getFirst();
    var codes = codesBehind(x);
    var weight = weightCodes(layer);
    var filter = Kernels.int8().pack(op.convShape(shapes.get(x), weight.shape()), weight.bytes());
    var factor = factor(layer, stepOf(codes));
    int zero = ((Dequantize) codes.op()).zeroPoint();
    var epilogue = epilogue(layer, op.activation(), op.alpha());
    var kernel = new Int8Conv2d(op, weight.shape(), filter, zero, factor, epilogue, to);
    return new PlannedNode(last, kernel, codes.inputs().subList(0, 1));
  }

  private PlannedNode product(GraphNode layer, GraphNode last, Linear op, Requantization to) {
    var codes = codesBehind(layer.inputs().getFirst());
    var weight = weightCodes(layer);
    var packed = Kernels.int8().pack(weight.dim(0), weight.dim(1), weight.bytes());
    var epilogue = epilogue(layer, op.activation(), op.alpha());
    if (codes != null) {
      int zero = ((Dequantize) codes.op()).zeroPoint();
      var factor = factor(layer, stepOf(codes));
      var kernel = new Int8Linear(packed, Int8Linear.Input.CODES, zero, factor, epilogue, to);
      return new PlannedNode(last, kernel, codes.inputs().subList(0, 1));
    }
    var rounding = roundingBehind(layer.inputs().getFirst());
    var input = rounding == null ? Int8Linear.Input.FLOATS : Int8Linear.Input.ROUNDED;
    var kernel = new Int8Linear(packed, input, 0, factor(layer, 1), epilogue, to);
    var x = rounding == null ? layer : rounding;
    return new PlannedNode(last, kernel, x.inputs().subList(0, 1));
  }

  /** The node that makes floats of codes with one step for all, or {@code null}. */
  private GraphNode codesBehind(String value) {
    var node = producers.get(value);
    boolean fits =
        node != null && node.op() instanceof Dequantize && isOneStep(node.inputs().get(1));
    return fits ? node : null;
  }

  /** The node that rounds each row to steps of its own, or {@code null}. */
  private GraphNode roundingBehind(String value) {
    var node = producers.get(value);
    boolean fits =
        node != null && node.op() instanceof DynamicQuantize && shapes.get(value).rank() == 2;
    return fits ? node : null;
  }

  private boolean isOneStep(String scale) {
    return graph.isConstant(scale) && graph.constant(scale).size() == 1;
  }

  private float stepOf(GraphNode dequantize) {
    return graph.constant(dequantize.inputs().get(1)).floats()[0];
  }

  /** Whether the weights are symmetric codes. */
  private boolean hasCodes(GraphNode layer) {
    var node = producers.get(layer.inputs().get(1));
    return isConstantDequantize(node) && ((Dequantize) node.op()).zeroPoint() == 0;
  }

  private Tensor weightCodes(GraphNode layer) {
    return graph.constant(producers.get(layer.inputs().get(1)).inputs().getFirst());
  }

  /** The input's step times each column's. */
  private float[] factor(GraphNode layer, float step) {
    var dequantize = producers.get(layer.inputs().get(1));
    var scale = graph.constant(dequantize.inputs().get(1)).floats();
    var factor = new float[weightCodes(layer).dim(-1)];
    for (int j = 0; j < factor.length; j++) factor[j] = step * scale[scale.length == 1 ? 0 : j];
    return factor;
  }

  /** The weights as floats. */
  private Tensor weight(GraphNode layer) {
    var name = layer.inputs().get(1);
    if (graph.isConstant(name)) return graph.constant(name);
    var node = producers.get(name);
    var inputs = node.inputs().stream().map(graph::constant).toList();
    var weight = Tensor.zeros(inputs.getFirst().shape());
    node.op().forward(new PlanCall(Workspace.inline()), inputs, weight);
    return weight;
  }

  private Epilogue epilogue(GraphNode node, Unary activation, float alpha) {
    boolean hasBias = node.inputs().size() > 2;
    var bias = hasBias ? graph.constant(node.inputs().get(2)).detach().floats() : null;
    return Epilogue.of(bias, activation, alpha);
  }
}
