package jacquard.engine.graph;

import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.AvgPool2d;
import jacquard.engine.op.BatchNorm2d;
import jacquard.engine.op.Binarize;
import jacquard.engine.op.Broadcast;
import jacquard.engine.op.Concat;
import jacquard.engine.op.Contraction;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.CustomOp;
import jacquard.engine.op.Dequantize;
import jacquard.engine.op.Dropout;
import jacquard.engine.op.DynamicQuantize;
import jacquard.engine.op.Elementwise;
import jacquard.engine.op.Embedding;
import jacquard.engine.op.Expand;
import jacquard.engine.op.Flatten;
import jacquard.engine.op.InferenceOnly;
import jacquard.engine.op.LayerNorm;
import jacquard.engine.op.Linear;
import jacquard.engine.op.MatMul;
import jacquard.engine.op.MaxPool2d;
import jacquard.engine.op.Movement;
import jacquard.engine.op.Normalization;
import jacquard.engine.op.Op;
import jacquard.engine.op.Pad;
import jacquard.engine.op.Permute;
import jacquard.engine.op.Pointwise;
import jacquard.engine.op.Pooling;
import jacquard.engine.op.Quantization;
import jacquard.engine.op.Quantize;
import jacquard.engine.op.Reduction;
import jacquard.engine.op.Reshape;
import jacquard.engine.op.Slice;
import jacquard.engine.op.Softmax;
import jacquard.engine.op.StridedCopy;
import jacquard.engine.op.Window;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import jacquard.kernels.Workspace;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks the kernel of each node. An op whose {@code forward} allocates nothing is called as it is;
 * the others are prepared for their shapes, so that what they would allocate is there already.
 */
final class KernelChoice {
  private final Graph graph;
  private final ContractionChoice contractions;

  KernelChoice(Graph graph, PlanOptions options) {
    this.graph = graph;
    this.contractions = new ContractionChoice(graph, options);
  }

  /** The steps in order; what is part of another step, and what no step reads, is none. */
  List<PlannedNode> steps() {
    var steps = new LinkedHashMap<String, PlannedNode>();
    for (var node : graph.nodes()) {
      if (!contractions.isRequantized(node)) steps.put(node.name(), step(node, steps));
    }
    var read = new HashSet<>(graph.outputs());
    for (var node : graph.nodes().reversed()) {
      if (!read.contains(node.name())) steps.remove(node.name());
      else read.addAll(steps.get(node.name()).inputs());
    }
    return List.copyOf(steps.values());
  }

  private PlannedNode step(GraphNode node, Map<String, PlannedNode> before) {
    var special =
        switch (node.op()) {
          case Linear op when contractions.isPrepared(node) -> contractions.linear(node, op);
          case Conv2d op when contractions.isPrepared(node) -> contractions.conv2d(node, op);
          case MaxPool2d op -> pooled(node, op, before.get(node.inputs().getFirst()));
          case Quantize op -> contractions.requantized(node, op);
          case Contraction _, Elementwise _, Normalization _, Pooling _ -> null;
          case Dequantize _, DynamicQuantize _, Binarize _ -> null;
          case Movement _, Reduction _, InferenceOnly _, CustomOp _ -> null;
        };
    return special != null ? special : new PlannedNode(node, kernel(node), node.inputs());
  }

  /** Max pooling by the kernel of the convolution before it, or {@code null}. */
  private PlannedNode pooled(GraphNode pool, MaxPool2d op, PlannedNode before) {
    if (before == null || !op.window().equals(Window.square(2, 2, 0))) return null;
    if (graph.onlyConsumer(before.name()).isEmpty()) return null;
    return before.kernel() instanceof PackedConv2d conv
        ? conv.pooled().map(k -> new PlannedNode(pool, k, before.inputs())).orElse(null)
        : null;
  }

  private static PlanKernel kernel(GraphNode node) {
    return switch (node.op()) {
      case MaxPool2d op -> (inputs, y, w) -> maxPool(op, inputs.getFirst(), y, w);
      case AvgPool2d op -> (inputs, y, w) -> averagePool(op, inputs.getFirst(), y, w);
      case Arithmetic op -> (inputs, y, w) -> arithmetic(op, inputs.get(0), inputs.get(1), y, w);
      case LayerNorm op -> (inputs, y, w) -> layerNorm(op, inputs, y, w);
      case Permute op -> (inputs, y, w) -> copy(op.copy(shape(inputs), y.shape()), inputs, y, w);
      case Slice op -> (inputs, y, w) -> copy(op.copy(shape(inputs), y.shape()), inputs, y, w);
      case Expand op -> (inputs, y, w) -> copy(op.copy(shape(inputs), y.shape()), inputs, y, w);
      case Pad op -> (inputs, y, w) -> pad(op, inputs, y, w);
      case Concat op -> (inputs, y, w) -> concat(op, inputs, y, w);
      case Linear _, Conv2d _, MatMul _, Pointwise _, Dropout _ -> forward(node.op());
      case BatchNorm2d _, Softmax _, Reshape _, Flatten _, Embedding _ -> forward(node.op());
      case Reduction _, Quantization _, InferenceOnly _, CustomOp _ -> forward(node.op());
    };
  }

  private static PlanKernel forward(Op op) {
    return (inputs, output, workspace) -> {
      var call = new PlanCall(workspace);
      return () -> {
        call.begin();
        op.forward(call, inputs, output);
      };
    };
  }

  private static Runnable maxPool(MaxPool2d op, Tensor x, Tensor y, Workspace workspace) {
    var pool = op.window().poolShape(x.shape());
    if (x.dtype() == DType.INT8) {
      return () -> Kernels.pooling().maxForward(pool, x.bytes(), y.bytes(), workspace);
    }
    return () -> Kernels.pooling().maxForward(pool, x.floats(), y.floats(), null, workspace);
  }

  private static Runnable averagePool(AvgPool2d op, Tensor x, Tensor y, Workspace workspace) {
    var pool = op.window().poolShape(x.shape());
    return () ->
        Kernels.pooling()
            .averageForward(pool, op.countPadding(), x.floats(), y.floats(), workspace);
  }

  private static Runnable arithmetic(Arithmetic op, Tensor a, Tensor b, Tensor y, Workspace w) {
    var kernel = Kernels.elementwise();
    if (a.shape().equals(b.shape())) {
      return () -> kernel.binary(op.function(), y.size(), a.floats(), b.floats(), y.floats(), w);
    }
    var dims = y.shape().dims();
    var as = Broadcast.strides(a.shape(), y.shape());
    var bs = Broadcast.strides(b.shape(), y.shape());
    return () -> kernel.binary(op.function(), dims, a.floats(), as, b.floats(), bs, y.floats(), w);
  }

  private static Runnable layerNorm(LayerNorm op, List<Tensor> inputs, Tensor y, Workspace w) {
    var x = inputs.get(0);
    var gamma = inputs.get(1);
    var beta = inputs.get(2);
    int c = x.dim(-1);
    int rows = x.size() / c;
    var mean = new float[rows];
    var rstd = new float[rows];
    return () ->
        Kernels.normalization()
            .layerNorm(
                rows,
                c,
                x.floats(),
                op.epsilon(),
                gamma.floats(),
                beta.floats(),
                y.floats(),
                mean,
                rstd,
                w);
  }

  private static Shape shape(List<Tensor> inputs) {
    return inputs.getFirst().shape();
  }

  private static Runnable copy(StridedCopy copy, List<Tensor> inputs, Tensor y, Workspace w) {
    var x = inputs.getFirst();
    return () -> copy.run(x, y, w);
  }

  private static Runnable pad(Pad op, List<Tensor> inputs, Tensor y, Workspace w) {
    var x = inputs.getFirst();
    var copy = op.copy(x.shape(), y.shape());
    return () -> {
      op.fill(y, w);
      copy.run(x, y, w);
    };
  }

  private static Runnable concat(Concat op, List<Tensor> inputs, Tensor y, Workspace w) {
    var copies = op.copies(inputs.stream().map(Tensor::shape).toList(), y.shape());
    return () -> {
      for (int i = 0; i < copies.size(); i++) copies.get(i).run(inputs.get(i), y, w);
    };
  }
}
