package jacquard.optimize.quantize;

import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.graph.Rewrites;
import jacquard.engine.nn.Parameter;
import jacquard.engine.op.Binarize;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.Dequantize;
import jacquard.engine.op.DynamicQuantize;
import jacquard.engine.op.Linear;
import jacquard.engine.op.Quantization;
import jacquard.engine.op.Quantize;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Puts quantize and dequantize nodes around linear layers and convolutions: one form for
 * quantization-aware training, for ONNX and for plans, which make integer kernels of them.
 */
public final class Quantizer {
  private final Graph graph;
  private final QuantizationConfig config;
  private final SequencedMap<String, Tensor> buffers;
  private final Map<String, Grid> grids = new LinkedHashMap<>();
  private final List<GraphNode> nodes = new ArrayList<>();
  private final List<QuantizedModel.Layer> layers = new ArrayList<>();

  private Quantizer(Graph graph, QuantizationConfig config) {
    this.graph = graph;
    this.config = config;
    buffers = new LinkedHashMap<>(graph.buffers());
  }

  /**
   * Quantizes a copy of a trained model, after training (Krishnamoorthi 2018). Batch norm stays, so
   * that a training with the rounding has its help: each output's weights have a step of their own,
   * which takes batch norm's factors when the model is frozen.
   *
   * @param calibration samples that the model was not trained on; for weights alone it may be
   *     {@code null}
   * @throws IllegalArgumentException if the model has codes already or no layer to quantize, a
   *     layer that is to stay float is not there, or the samples are none or do not fit
   */
  public static QuantizedModel quantize(
      Graph trained, Dataset calibration, QuantizationConfig config, Parallel parallel) {
    requireFloat(trained);
    var prepared = Rewrites.fuseBias(trained).copy();
    var quantizer = new Quantizer(prepared, config);
    var targets = quantizer.targets();
    if (config.activations() && !quantizer.isDynamic()) {
      var values = targets.stream().map(node -> node.inputs().getFirst()).distinct().toList();
      new Observer(prepared, calibration, parallel)
          .histograms(prepared, values)
          .forEach((value, histogram) ->
              quantizer.grids.put(value, config.calibration().grid(histogram, config.symmetric())));
    }
    var model = quantizer.build(targets);
    if (!config.biasCorrection()) return model;
    var observer = new Observer(prepared, calibration, parallel);
    return BiasCorrection.of(prepared, model, observer);
  }

  /**
   * The model with real codes for weights, as it is saved and deployed; it can be trained no
   * further.
   */
  public static Graph freeze(Graph graph) {
    return Rewrites.foldBatchNorm(Rewrites.foldConstants(graph));
  }

  /**
   * Refuses a model that has codes already.
   *
   * @throws IllegalArgumentException if it does
   */
  public static void requireFloat(Graph graph) {
    if (graph.nodes().stream().anyMatch(node -> node.op() instanceof Quantization)) {
      throw new IllegalArgumentException(
          "the model is quantized already: start from the float model it was made of");
    }
  }

  private List<GraphNode> targets() {
    var targets = graph.nodes().stream().filter(this::isTarget).toList();
    var unknown = new LinkedHashSet<>(config.floatLayers());
    graph.nodes().forEach(node -> unknown.remove(node.name()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "no layer is named '%s': the layers are %s"
              .formatted(unknown.getFirst(), targets.stream().map(GraphNode::name).toList()));
    }
    var chosen = targets.stream().filter(n -> !config.floatLayers().contains(n.name())).toList();
    if (!targets.isEmpty()) return chosen;
    throw new IllegalArgumentException("the model has no linear layer or convolution to quantize");
  }

  private boolean isTarget(GraphNode node) {
    boolean hasWeights = node.op() instanceof Linear || node.op() instanceof Conv2d;
    return hasWeights && graph.parameters().containsKey(node.inputs().get(1));
  }

  private QuantizedModel build(List<GraphNode> targets) {
    for (var node : graph.nodes()) {
      if (!targets.contains(node)) {
        nodes.add(node);
        continue;
      }
      var x = node.inputs().getFirst();
      var inputs = new ArrayList<>(node.inputs());
      if (config.activations()) inputs.set(0, activation(x));
      inputs.set(1, weight(node.inputs().get(1)));
      nodes.add(node.withInputs(inputs));
      var weight = graph.parameters().get(node.inputs().get(1));
      layers.add(
          new QuantizedModel.Layer(
              node.name(), node.inputs().get(1), weight.size(), config.weightBits(), grids.get(x)));
    }
    var quantized = new Graph(graph.inputs(), graph.parameters(), buffers, nodes, graph.outputs());
    return new QuantizedModel(quantized, layers);
  }

  private boolean isDynamic() {
    return config.calibration() instanceof Calibration.Dynamic;
  }

  private String activation(String value) {
    if (isDynamic()) {
      var node = new GraphNode(value + ".rounded", new DynamicQuantize(), List.of(value));
      if (!nodes.contains(node)) nodes.add(node);
      return node.name();
    }
    var grid = grids.get(value);
    var scale = Tensor.full(Shape.of(1), grid.scale());
    return pair(value, scale, grid.quantize(), grid);
  }

  private String weight(String name) {
    Parameter weight = graph.parameters().get(name);
    if (config.weightBits() == 1) return binary(name, weight);
    var quantize = Quantize.symmetric(config.weightBits());
    float[] scale = WeightScales.of(weight, quantize.max());
    var grid = new Grid(1, 0, quantize.min(), quantize.max());
    return pair(name, Tensor.of(scale, scale.length), quantize, grid);
  }

  private String binary(String name, Parameter weight) {
    float[] scale = WeightScales.ofSigns(weight);
    buffers.putIfAbsent(name + ".scale", Tensor.of(scale, scale.length));
    var codes = new GraphNode(name + ".codes", new Binarize(), List.of(name));
    var inputs = List.of(codes.name(), name + ".scale");
    var rounded = new GraphNode(name + ".dequantized", new Dequantize(0), inputs);
    if (!nodes.contains(rounded)) nodes.addAll(List.of(codes, rounded));
    return rounded.name();
  }

  /** Adds the two nodes, unless they are there; returns the value's new name. */
  private String pair(String value, Tensor scale, Quantize quantize, Grid grid) {
    var steps = value + ".scale";
    var rounded = value + ".dequantized";
    if (buffers.putIfAbsent(steps, scale) != null) return rounded;
    var codes = value + ".codes";
    nodes.add(new GraphNode(codes, quantize, List.of(value, steps)));
    nodes.add(new GraphNode(rounded, grid.dequantize(), List.of(codes, steps)));
    return rounded;
  }
}
