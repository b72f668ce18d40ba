package jacquard.deploy.onnx;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.graph.Plan;
import jacquard.engine.op.Contraction;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.ConvNd;
import jacquard.engine.op.ConvTransposeNd;
import jacquard.engine.op.CustomOp;
import jacquard.engine.op.Elementwise;
import jacquard.engine.op.InferenceOnly;
import jacquard.engine.op.IntegerMatMul;
import jacquard.engine.op.Linear;
import jacquard.engine.op.MatMul;
import jacquard.engine.op.Movement;
import jacquard.engine.op.Normalization;
import jacquard.engine.op.Pooling;
import jacquard.engine.op.Quantization;
import jacquard.engine.op.Reduction;
import jacquard.engine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model will run as: the nodes of its plan, after folding and fusing.
 *
 * @param rows a row for each node
 * @param parameters weights and other constants, counted once
 * @param flops operations for one sample, of floats or of codes, a multiplication and an addition
 *     being two
 * @param bytes memory of the weights as the plan has them
 */
public record Inspection(List<Row> rows, long parameters, long flops, long bytes) {
  /**
   * A node.
   *
   * @param name the name of its output
   * @param op its function
   * @param shape its output's shape for one sample
   * @param parameters the constants that it reads
   * @param flops operations for one sample; 0 where it only moves elements
   * @param bytes memory of its output
   * @param runsAs which kind of kernel computes it
   */
  public record Row(
      String name,
      String op,
      Shape shape,
      long parameters,
      long flops,
      long bytes,
      String runsAs) {}

  /** Copies the list. */
  public Inspection {
    rows = List.copyOf(rows);
  }

  /** Inspects a graph. */
  public static Inspection of(Graph graph) {
    var plan = Plan.compile(graph);
    var planned = plan.graph();
    var shapes = planned.shapes(1);
    var dtypes = planned.dtypes();
    var rows = new ArrayList<Row>();
    for (var node : planned.nodes()) {
      var shape = shapes.get(node.name());
      long bytes = (long) shape.size() * dtypes.get(node.name()).bytes();
      rows.add(
          new Row(
              node.name(),
              node.op().name(),
              shape,
              constants(planned, node),
              flops(node, shapes),
              bytes,
              runsAs(plan, node)));
    }
    long parameters = 0;
    for (var tensor : planned.parameters().values()) parameters += tensor.size();
    for (var tensor : planned.buffers().values()) parameters += tensor.size();
    long flops = rows.stream().mapToLong(Row::flops).sum();
    return new Inspection(rows, parameters, flops, plan.bytes());
  }

  private static long constants(Graph graph, GraphNode node) {
    return node.inputs().stream()
        .filter(graph::isConstant)
        .distinct()
        .mapToLong(name -> graph.constant(name).size())
        .sum();
  }

  private static long flops(GraphNode node, Map<String, Shape> shapes) {
    var inputs = node.inputs().stream().map(shapes::get).toList();
    long outputs = shapes.get(node.name()).size();
    return switch (node.op()) {
      case Linear _ -> 2 * outputs * inputs.get(1).dim(0);
      case Conv2d _ -> 2 * outputs * inputs.get(1).product(0, 3);
      case MatMul product -> 2 * outputs * inputs.get(0).dim(product.transA() ? -2 : -1);
      case IntegerMatMul _ -> 2 * outputs * inputs.get(0).dim(-1);
      case ConvNd _ -> 2 * outputs * behindFirst(inputs.get(1));
      case ConvTransposeNd _ -> 2L * inputs.get(0).size() * behindFirst(inputs.get(1));
      case Elementwise _, Normalization _, Quantization _ -> outputs;
      case InferenceOnly _, CustomOp _ -> outputs;
      case Pooling _, Reduction _ -> inputs.getFirst().size();
      case Movement _ -> 0;
    };
  }

  /** The weights that meet each element of one channel. */
  private static int behindFirst(Shape weights) {
    return weights.product(1, weights.rank());
  }

  /** Constants, and weights whose codes the plan makes floats once. */
  private static boolean isKnown(Plan plan, String value) {
    boolean given = plan.graph().inputs().stream().anyMatch(input -> input.name().equals(value));
    return !given && plan.kernel(value).isEmpty();
  }

  private static String runsAs(Plan plan, GraphNode node) {
    var kernel = plan.kernel(node.name());
    if (kernel.isEmpty()) return "part of another node";
    if (node.op().isView()) return "view";
    if (kernel.get().startsWith("int8")) return "codes times codes";
    if (kernel.get().startsWith("weights8")) return "floats times codes";
    if (kernel.get().startsWith("sparse")) return "blocks that are not zero";
    boolean packed = node.inputs().stream().skip(1).allMatch(value -> isKnown(plan, value));
    return switch (node.op()) {
      case Linear _ -> packed ? "GEMM, packed weights" : "GEMM";
      case Conv2d _ -> packed ? "convolution, packed weights" : "convolution";
      case Contraction _ -> "GEMM";
      case Elementwise _, Normalization _, Pooling _, Reduction _, Quantization _ -> "kernel";
      case Movement _ -> "copy";
      case InferenceOnly _ -> "plain loop";
      case CustomOp _ -> "custom op";
    };
  }
}
