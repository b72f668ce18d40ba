package jacquard.deploy.onnx.write;

import jacquard.deploy.onnx.proto.FunctionProto;
import jacquard.deploy.onnx.proto.GraphProto;
import jacquard.deploy.onnx.proto.TensorShapeProto;
import jacquard.deploy.onnx.proto.TypeProto;
import jacquard.deploy.onnx.proto.ValueInfoProto;
import jacquard.deploy.onnx.type.OnnxType;
import jacquard.deploy.onnx.type.OwnOperators;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Contraction;
import jacquard.engine.op.CrossEntropy;
import jacquard.engine.op.CustomOp;
import jacquard.engine.op.DynamicQuantize;
import jacquard.engine.op.Elementary;
import jacquard.engine.op.ElementaryFunction;
import jacquard.engine.op.Elementwise;
import jacquard.engine.op.InferenceOnly;
import jacquard.engine.op.Movement;
import jacquard.engine.op.Normalization;
import jacquard.engine.op.Op;
import jacquard.engine.op.Pooling;
import jacquard.engine.op.Quantization;
import jacquard.engine.op.Reduce;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.kernels.Unary;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes a graph node by node. Float samples of three axes are images, which the file has channels
 * first, {@code [batch, c, h, w]}; they stay so to the end.
 */
public final class GraphWriter {
  /** The oldest opset that has nearly all operators. */
  public static final int OPSET = 17;

  /** The oldest opset that has Gelu and Mish too. */
  public static final int RECENT_OPSET = 20;

  private static final String BATCH = "batch";

  private final Graph graph;
  private final Values values;
  private final FileBuilder file;
  private final int opset;

  private GraphWriter(Graph graph) {
    this.graph = graph;
    file = new FileBuilder(graph.names());
    values = new Values(graph, file);
    opset = opset(graph);
  }

  /** The opset that a graph is written for. */
  public static int opset(Graph graph) {
    return graph.nodes().stream().anyMatch(node -> isRecent(node.op())) ? RECENT_OPSET : OPSET;
  }

  private static boolean isRecent(Op op) {
    return switch (op) {
      case Elementary(var function, _, _) ->
          function == ElementaryFunction.GELU || function == ElementaryFunction.MISH;
      default -> ActivationWriter.functionOf(op) == Unary.GELU;
    };
  }

  /** The functions that the nodes of a graph call; they belong to {@link OwnOperators#DOMAIN}. */
  public static List<FunctionProto> functions(Graph graph) {
    boolean rounds = graph.nodes().stream().anyMatch(node -> node.op() instanceof DynamicQuantize);
    return rounds ? List.of(SampleRounding.function()) : List.of();
  }

  /**
   * A graph as ONNX has it.
   *
   * @throws IllegalArgumentException if a node has no counterpart in ONNX: a custom op, a loss
   */
  public static GraphProto.Builder write(Graph graph) {
    return new GraphWriter(graph).write();
  }

  private GraphProto.Builder write() {
    var doubled = graph.shapes(2);
    for (var input : graph.inputs()) {
      boolean image = input.shape(1).rank() == 4 && input.dtype() == DType.FLOAT32;
      values.define(input.name(), input.name(), image ? Order.IMAGE : Order.PLAIN);
      file.graph().addInput(info(input.name(), input.name(), doubled));
    }
    graph.nodes().forEach(this::write);
    for (var output : graph.outputs()) {
      boolean image = values.order(output).kind() == Order.Kind.IMAGE;
      var name = image ? values.image(output) : values.plain(output);
      file.graph().addOutput(info(output, name, doubled));
    }
    return file.graph();
  }

  private ValueInfoProto info(String value, String name, Map<String, Shape> doubled) {
    boolean image = values.order(value).kind() == Order.Kind.IMAGE;
    var axes = image ? Values.FIRST : range(values.shape(value).rank());
    var shape = TensorShapeProto.newBuilder();
    for (int axis : axes) {
      int one = values.shape(value).dim(axis);
      var dim = shape.addDimBuilder();
      if (one == doubled.get(value).dim(axis)) dim.setDimValue(one);
      else dim.setDimParam(BATCH);
    }
    var type =
        TypeProto.Tensor.newBuilder()
            .setElemType(OnnxType.of(values.dtype(value)).number())
            .setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private static List<Integer> range(int rank) {
    return IntStream.range(0, rank).boxed().toList();
  }

  private void write(GraphNode node) {
    switch (node.op()) {
      case Elementwise op -> ElementwiseWriter.write(values, node, op);
      case Contraction op -> LayerWriter.write(values, node, op);
      case Normalization op -> NormalizationWriter.write(values, node, op);
      case Pooling op -> PoolingWriter.write(values, node, op);
      case Movement op -> MovementWriter.write(values, node, op);
      case Reduce op -> InferenceWriter.reduce(values, node, op, opset);
      case CrossEntropy _ -> throw refuse(node, "a loss belongs to training");
      case Quantization op -> QuantizationWriter.write(values, node, op);
      case InferenceOnly op -> InferenceWriter.write(values, node, op, opset);
      case CustomOp _ -> throw refuse(node, "ONNX has no such operator");
    }
  }

  static IllegalArgumentException refuse(GraphNode node, String why) {
    return new IllegalArgumentException(
        "node '%s' (%s) cannot be written as ONNX: %s"
            .formatted(node.name(), node.op().name(), why));
  }
}
