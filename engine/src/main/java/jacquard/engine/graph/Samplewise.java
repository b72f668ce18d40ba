package jacquard.engine.graph;

import jacquard.engine.op.ArgMax;
import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.BatchNorm2d;
import jacquard.engine.op.Cast;
import jacquard.engine.op.Concat;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.CrossEntropy;
import jacquard.engine.op.CustomOp;
import jacquard.engine.op.Dropout;
import jacquard.engine.op.Elementary;
import jacquard.engine.op.Embedding;
import jacquard.engine.op.Expand;
import jacquard.engine.op.Flatten;
import jacquard.engine.op.InferenceOnly;
import jacquard.engine.op.LayerNorm;
import jacquard.engine.op.Linear;
import jacquard.engine.op.MatMul;
import jacquard.engine.op.Pad;
import jacquard.engine.op.Permute;
import jacquard.engine.op.Pointwise;
import jacquard.engine.op.Pooling;
import jacquard.engine.op.Quantization;
import jacquard.engine.op.Reduce;
import jacquard.engine.op.Reshape;
import jacquard.engine.op.Slice;
import jacquard.engine.op.Softmax;
import jacquard.engine.tensor.Shape;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether a graph in evaluation treats each sample on its own: row {@code i} of every value depends
 * on row {@code i} of the inputs and on constants alone. A batch can then be computed in parts.
 */
final class Samplewise {
  private final Map<String, Shape> shapes; // for one sample
  private final Map<String, Shape> doubled; // for two
  private final Set<String> batched = new HashSet<>();
  private final Set<String> constant = new HashSet<>(); // nodes that depend on constants alone

  private Samplewise(Graph graph) {
    shapes = graph.shapes(1);
    doubled = graph.shapes(2);
    graph.inputs().stream().filter(GraphInput::batched).forEach(input -> batched.add(input.name()));
    for (var node : graph.nodes()) {
      boolean known =
          node.inputs().stream().allMatch(v -> graph.isConstant(v) || constant.contains(v));
      if (known && !(node.op() instanceof CustomOp)) constant.add(node.name());
      else if (hasRowPerSample(node.name()) && keepsRowsApart(node)) batched.add(node.name());
    }
  }

  static boolean holds(Graph graph) {
    var values = new Samplewise(graph);
    return graph.inputs().stream().allMatch(GraphInput::batched)
        && graph.nodes().stream().map(GraphNode::name).allMatch(values::isKnown)
        && values.batched.containsAll(graph.outputs());
  }

  private boolean isKnown(String value) {
    return batched.contains(value) || constant.contains(value);
  }

  private boolean hasRowPerSample(String value) {
    var one = shapes.get(value);
    return one.rank() > 0 && one.dim(0) == 1 && doubled.get(value).equals(one.with(0, 2));
  }

  private boolean keepsRowsApart(GraphNode node) {
    return switch (node.op()) {
      case Pointwise _, Dropout _, Pooling _, Flatten _, Reshape _ -> isBatched(node, 0);
      case Arithmetic _ -> isAligned(node, 0) && isAligned(node, 1);
      case Linear _, Conv2d _, BatchNorm2d _, LayerNorm _ -> batchedOnly(node, 0);
      case Quantization _ -> batchedOnly(node, 0);
      case Softmax _ -> isBatched(node, 0) && rank(node) > 1;
      case MatMul _ -> isBatched(node, 0) && isBatched(node, 1) && rank(node) > 2;
      case Embedding _ -> batchedOnly(node, 1);
      case Permute(var axes) -> isBatched(node, 0) && axes.getFirst() == 0;
      case Pad pad -> isBatched(node, 0) && pad.before().getFirst() + pad.after().getFirst() == 0;
      case Slice slice -> isBatched(node, 0) && isInner(node, slice.axis());
      case Concat(int axis) -> batched.containsAll(node.inputs()) && isInner(node, axis);
      case Reduce reduce -> isBatched(node, 0) && isInner(node, reduce.axis());
      case ArgMax(int axis) -> isBatched(node, 0) && isInner(node, axis);
      case Elementary _, Cast _ -> isBatched(node, 0);
      case Expand(var dims) -> isBatched(node, 0) && dims.size() == rank(node);
      case CrossEntropy _, InferenceOnly _, CustomOp _ -> false;
    };
  }

  private boolean isBatched(GraphNode node, int input) {
    return batched.contains(node.inputs().get(input));
  }

  /** Whether one input is a batch, of vectors at least, and the others are not. */
  private boolean batchedOnly(GraphNode node, int input) {
    var others = new HashSet<>(node.inputs());
    others.remove(node.inputs().get(input));
    return isBatched(node, input)
        && others.stream().noneMatch(batched::contains)
        && shapes.get(node.name()).rank() > 1;
  }

  /** Whether broadcasting pairs a row of the output with the same row, or with what has no rows. */
  private boolean isAligned(GraphNode node, int input) {
    var shape = shapes.get(node.inputs().get(input));
    boolean hasRows = shape.rank() == shapes.get(node.name()).rank();
    return isBatched(node, input) ? hasRows : !hasRows || shape.dim(0) == 1;
  }

  private int rank(GraphNode node) {
    return shapes.get(node.inputs().getFirst()).rank();
  }

  private boolean isInner(GraphNode node, int axis) {
    return shapes.get(node.inputs().getFirst()).axis(axis) > 0;
  }
}
