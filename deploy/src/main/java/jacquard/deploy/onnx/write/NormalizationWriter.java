package jacquard.deploy.onnx.write;

import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.BatchNorm2d;
import jacquard.engine.op.LayerNorm;
import jacquard.engine.op.Normalization;
import jacquard.engine.op.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Normalisations, by their running statistics. */
final class NormalizationWriter {
  private NormalizationWriter() {}

  static void write(Values values, GraphNode node, Normalization op) {
    var x = node.inputs().getFirst();
    switch (op) {
      case BatchNorm2d norm -> batchNorm(values, node, norm);
      case LayerNorm(float epsilon) -> {
        var inputs = node.inputs().stream().map(values::plain).toList();
        var attributes = Map.of("axis", -1, "epsilon", epsilon);
        values.write(node, "LayerNormalization", attributes, inputs, Order.PLAIN);
      }
      case Softmax(boolean logarithmic) -> {
        boolean image = values.order(x).kind() == Order.Kind.IMAGE;
        var operator = logarithmic ? "LogSoftmax" : "Softmax";
        var input = image ? values.image(x) : values.plain(x);
        var attributes = Map.of("axis", image ? 1 : -1);
        values.write(node, operator, attributes, List.of(input), image ? Order.IMAGE : Order.PLAIN);
      }
    }
  }

  private static void batchNorm(Values values, GraphNode node, BatchNorm2d op) {
    var x = node.inputs().getFirst();
    var attributes = Map.of("epsilon", op.epsilon(), "momentum", 1 - op.momentum());
    var inputs = new ArrayList<String>();
    int rank = values.shape(x).rank();
    switch (rank) {
      case 2 -> inputs.add(values.plain(x));
      case 3 -> inputs.add(values.permuted(x, List.of(0, 2, 1)));
      case 4 -> inputs.add(values.image(x));
      default -> throw GraphWriter.refuse(node, "it normalises %d axes".formatted(rank));
    }
    node.inputs().stream().skip(1).map(values::plain).forEach(inputs::add);
    if (rank != 3) {
      values.write(
          node, "BatchNormalization", attributes, inputs, rank == 4 ? Order.IMAGE : Order.PLAIN);
      return;
    }
    var file = values.file();
    var name = file.free(node.name() + ".lines");
    var lines = file.node(name, "BatchNormalization", attributes, inputs);
    var perm = Map.of("perm", List.of(0, 2, 1));
    values.write(node, "Transpose", perm, List.of(lines), Order.PLAIN);
  }
}
