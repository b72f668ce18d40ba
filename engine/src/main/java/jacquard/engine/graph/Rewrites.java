package jacquard.engine.graph;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.AvgPool2d;
import jacquard.engine.op.BatchNorm2d;
import jacquard.engine.op.Binarize;
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
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;
import jacquard.kernels.Unary;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Functions from a graph to one that computes the same in evaluation with fewer nodes. They change
 * neither the graph nor its tensors; what they fold gets new ones, all else is shared. A value that
 * remains keeps its name: a merged node bears the name of its last part.
 */
public final class Rewrites {
  private Rewrites() {}

  /** Every rewrite, in an order in which they prepare one another: what a plan compiles. */
  public static Graph forInference(Graph graph) {
    return fuseActivations(foldBatchNorm(fuseBias(foldConstants(dropDropout(graph)))));
  }

  /**
   * What costs memory bandwidth in training: activations are fused where the derivative can do with
   * their output, or follow the pooling that they preceded. Training computes the same bits.
   */
  public static Graph forTraining(Graph graph) {
    return fuseActivations(
        poolBeforeActivations(graph), jacquard.kernels.Elementwise::backwardReadsOutput);
  }

  /**
   * Lets ReLU follow the max pooling behind it, a quarter as many values: the maximum is the same.
   * So is the gradient, as windows without a positive value, whose maximum may be elsewhere, have
   * none.
   */
  public static Graph poolBeforeActivations(Graph graph) {
    var edit = new GraphEditor(graph);
    for (var node : graph.nodes()) {
      switch (node.op()) {
        case MaxPool2d _ -> poolBeforeActivation(edit, node);
        case AvgPool2d _ -> edit.keep(node);
        case Elementwise _, Contraction _, Normalization _, Movement _ -> edit.keep(node);
        case Reduction _, Quantization _, InferenceOnly _, CustomOp _ -> edit.keep(node);
      }
    }
    return edit.build();
  }

  private static void poolBeforeActivation(GraphEditor edit, GraphNode pool) {
    var producer = edit.producerFor(pool.inputs().getFirst());
    boolean isRelu =
        producer != null
            && producer.op() instanceof Pointwise(var function, _)
            && function == Unary.RELU;
    if (isRelu) edit.swap(producer, pool);
    else edit.keep(pool);
  }

  /**
   * Makes codes before max pooling and reshaping instead of behind them, so that a plan's layer
   * writes codes and what follows moves a quarter of the bytes. The codes are the same: rounding
   * keeps the order of values, unless one is NaN.
   */
  public static Graph quantizeEarly(Graph graph) {
    var edit = new GraphEditor(graph);
    for (var node : graph.nodes()) {
      switch (node.op()) {
        case Quantize _ -> quantizeEarly(edit, node);
        case Elementwise _, Contraction _, Normalization _, Pooling _, Movement _ ->
            edit.keep(node);
        case Dequantize _, DynamicQuantize _, Binarize _ -> edit.keep(node);
        case Reduction _, InferenceOnly _, CustomOp _ -> edit.keep(node);
      }
    }
    return edit.build();
  }

  private static void quantizeEarly(GraphEditor edit, GraphNode quantize) {
    edit.keep(quantize);
    var scale = edit.constant(quantize.inputs().get(1));
    if (scale == null || scale.size() != 1) return;
    var producer = edit.producerFor(quantize.inputs().getFirst());
    while (producer != null && keepsOrder(producer.op())) {
      quantize = edit.swap(producer, quantize);
      producer = edit.producerFor(quantize.inputs().getFirst());
    }
  }

  private static boolean keepsOrder(Op op) {
    return switch (op) {
      case MaxPool2d _, Reshape _, Flatten _ -> true;
      case AvgPool2d _, Permute _, Pad _, Slice _, Expand _, Concat _, Embedding _ -> false;
      case Elementwise _, Contraction _, Normalization _, Reduction _ -> false;
      case Quantization _, InferenceOnly _, CustomOp _ -> false;
    };
  }

  /** Leaves out what does nothing in evaluation. */
  public static Graph dropDropout(Graph graph) {
    var edit = new GraphEditor(graph);
    for (var node : graph.nodes()) {
      switch (node.op()) {
        case Dropout _ -> edit.drop(node);
        case Pointwise _, Arithmetic _ -> edit.keep(node);
        case Contraction _, Normalization _, Pooling _, Movement _ -> edit.keep(node);
        case Reduction _, Quantization _, InferenceOnly _, CustomOp _ -> edit.keep(node);
      }
    }
    return edit.build();
  }

  /** Computes what depends on parameters and buffers alone, such as masked weights. */
  public static Graph foldConstants(Graph graph) {
    var edit = new GraphEditor(graph);
    for (var node : graph.nodes()) {
      switch (node.op()) {
        case Elementwise _, Contraction _, Normalization _, Pooling _ -> foldConstant(edit, node);
        case Movement _, Reduction _, InferenceOnly _ -> foldConstant(edit, node);
        case Quantize _, DynamicQuantize _, Binarize _ -> foldConstant(edit, node);
        case Dequantize _ -> edit.keep(node); // codes stay codes: a quarter of the memory
        case CustomOp _ -> edit.keep(node); // nobody said that it is the same each time
      }
    }
    return edit.build();
  }

  private static void foldConstant(GraphEditor edit, GraphNode node) {
    if (!edit.areConstant(node.inputs())) {
      edit.keep(node);
      return;
    }
    var inputs = node.inputs().stream().map(edit::constant).toArray(Tensor[]::new);
    edit.replace(node, Autograd.evaluate(node.op(), inputs));
  }

  /** Makes a vector that is added to the output of a linear layer or convolution its bias. */
  public static Graph fuseBias(Graph graph) {
    var edit = new GraphEditor(graph);
    for (var node : graph.nodes()) {
      switch (node.op()) {
        case Arithmetic(var function) when function == Binary.ADD -> fuseBias(edit, node);
        case Arithmetic _, Pointwise _, Dropout _ -> edit.keep(node);
        case Contraction _, Normalization _, Pooling _, Movement _ -> edit.keep(node);
        case Reduction _, Quantization _, InferenceOnly _, CustomOp _ -> edit.keep(node);
      }
    }
    return edit.build();
  }

  private static void fuseBias(GraphEditor edit, GraphNode sum) {
    for (int side = 0; side < 2; side++) {
      var producer = edit.producerFor(sum.inputs().get(side));
      var bias = sum.inputs().get(1 - side);
      if (producer != null && takesBias(edit, producer, edit.constant(bias))) {
        var inputs = new ArrayList<>(producer.inputs());
        inputs.add(bias);
        edit.merge(producer, sum, producer.op(), inputs);
        return;
      }
    }
    edit.keep(sum);
  }

  private static boolean takesBias(GraphEditor edit, GraphNode producer, Tensor bias) {
    if (!isBare(producer.op()) || producer.inputs().size() > 2 || bias == null) return false;
    var weight = edit.constant(producer.inputs().get(1));
    return weight != null && bias.shape().equals(Shape.of(weight.dim(-1)));
  }

  /** Multiplies batch norm's factors into the linear layer or convolution in front of it. */
  public static Graph foldBatchNorm(Graph graph) {
    var edit = new GraphEditor(graph);
    for (var node : graph.nodes()) {
      switch (node.op()) {
        case BatchNorm2d norm -> foldBatchNorm(edit, node, norm);
        case LayerNorm _, Softmax _ -> edit.keep(node);
        case Elementwise _, Contraction _, Pooling _, Movement _ -> edit.keep(node);
        case Reduction _, Quantization _, InferenceOnly _, CustomOp _ -> edit.keep(node);
      }
    }
    return edit.build();
  }

  private static void foldBatchNorm(GraphEditor edit, GraphNode node, BatchNorm2d norm) {
    var layer = edit.producerFor(node.inputs().getFirst());
    if (layer == null || !isBare(layer.op())) {
      edit.keep(node);
      return;
    }
    var folding = new BatchNormFolding(edit, layer.inputs(), node.inputs());
    if (folding.isPossible()) edit.merge(layer, node, layer.op(), folding.inputs(norm.epsilon()));
    else edit.keep(node);
  }

  /** Lets a linear layer or convolution apply the activation that follows it. */
  public static Graph fuseActivations(Graph graph) {
    return fuseActivations(graph, _ -> true);
  }

  private static Graph fuseActivations(Graph graph, Predicate<Unary> which) {
    var edit = new GraphEditor(graph);
    for (var node : graph.nodes()) {
      switch (node.op()) {
        case Pointwise function
            when isActivation(function.function()) && which.test(function.function()) -> {
          var producer = edit.producerFor(node.inputs().getFirst());
          var fused = Optional.ofNullable(producer).flatMap(p -> withActivation(p.op(), function));
          if (fused.isEmpty()) edit.keep(node);
          else edit.merge(producer, node, fused.get(), producer.inputs());
        }
        case Pointwise _, Arithmetic _, Dropout _ -> edit.keep(node);
        case Contraction _, Normalization _, Pooling _, Movement _ -> edit.keep(node);
        case Reduction _, Quantization _, InferenceOnly _, CustomOp _ -> edit.keep(node);
      }
    }
    return edit.build();
  }

  private static Optional<Op> withActivation(Op op, Pointwise function) {
    return switch (op) {
      case Linear _ when isBare(op) ->
          Optional.of(new Linear(function.function(), function.alpha()));
      case Conv2d conv when isBare(op) ->
          Optional.of(conv.with(function.function(), function.alpha()));
      case Linear _, Conv2d _, MatMul _ -> Optional.empty();
      case Elementwise _, Normalization _, Pooling _, Movement _ -> Optional.empty();
      case Reduction _, Quantization _, InferenceOnly _, CustomOp _ -> Optional.empty();
    };
  }

  /** Whether it is a layer with weights that has no activation yet. */
  private static boolean isBare(Op op) {
    return switch (op) {
      case Linear linear -> linear.activation() == Unary.IDENTITY;
      case Conv2d conv -> conv.activation() == Unary.IDENTITY;
      case MatMul _ -> false;
      case Elementwise _, Normalization _, Pooling _, Movement _ -> false;
      case Reduction _, Quantization _, InferenceOnly _, CustomOp _ -> false;
    };
  }

  /** What an {@link jacquard.kernels.Epilogue} can do. */
  private static boolean isActivation(Unary function) {
    return switch (function) {
      case IDENTITY, RELU, LEAKY_RELU, GELU, SILU, SIGMOID, TANH -> true;
      case EXP, LOG, SQRT, NEG, ABS, SQUARE, RECIPROCAL, SCALE, SHIFT -> false;
    };
  }
}
