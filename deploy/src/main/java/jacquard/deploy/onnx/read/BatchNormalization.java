package jacquard.deploy.onnx.read;

import jacquard.engine.op.BatchNorm2d;
import jacquard.engine.op.Permute;
import jacquard.engine.op.ReduceAxes;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Batch normalisation, over everything but axis 1. */
final class BatchNormalization {
  private BatchNormalization() {}

  static List<Value> read(OnnxNode node) {
    var attributes = node.attributes();
    float epsilon = attributes.real("epsilon", 1e-5f);
    float momentum = attributes.real("momentum", 0.9f);
    if (!attributes.flag("spatial", true)) throw node.refuse("only spatial = 1 is supported");
    node.in(0, DType.FLOAT32);
    if (attributes.flag("training_mode", false)) return training(node, epsilon, momentum);
    return List.of(evaluation(node, new BatchNorm2d(1 - momentum, epsilon)));
  }

  private static Value evaluation(OnnxNode node, BatchNorm2d op) {
    var x = node.in(0);
    if (x.rank() < 2) throw node.refuse("it takes [n, c, ...], not " + x.few());
    if (x.rank() == 2) return normalized(node, op, node.plain(x));
    if (x.rank() == 4) return node.fromImage(normalized(node, op, node.image(x)));
    var lines = node.reshape(node.plain(x), lines(x.few()), lines(x.more()));
    var last = node.apply(new Permute(List.of(0, 2, 1)), lines);
    var back = node.apply(new Permute(List.of(0, 2, 1)), normalized(node, op, last));
    return node.reshape(back, x.few(), x.more());
  }

  private static Shape lines(Shape x) {
    return Shape.of(x.dim(0), x.dim(1), x.product(2, x.rank()));
  }

  /** Running statistics are not learned. */
  private static Value normalized(OnnxNode node, BatchNorm2d op, Value x) {
    return node.apply(op, x, node.in(1), node.in(2), node.in(3).fixed(), node.in(4).fixed());
  }

  /** By the moments of what it is given; the running ones are outputs. */
  private static List<Value> training(OnnxNode node, float epsilon, float momentum) {
    var x = node.plain(node.in(0));
    var axes = new ArrayList<>(Value.identity(x.rank()));
    axes.remove((Integer) 1);
    var mean = Formula.reduce(node, ReduceAxes.Kind.MEAN, x, axes);
    var centered = Formula.sub(node, x, mean);
    var variance = Formula.meanSquare(node, centered, axes);
    var scale = Formula.inverseDeviation(node, centered, axes, epsilon);
    var gamma = ConvolutionOperators.perChannel(node, node.in(1), x.rank());
    var beta = ConvolutionOperators.perChannel(node, node.in(2), x.rank());
    var y = Formula.mul(node, Formula.mul(node, centered, scale), gamma);
    return List.of(
        Formula.add(node, y, beta),
        moved(node, node.in(3), mean, momentum),
        moved(node, node.in(4), variance, momentum));
  }

  private static Value moved(OnnxNode node, Value running, Value batch, float momentum) {
    var flat = node.reshape(batch, running.few());
    return Formula.add(
        node,
        Formula.mul(node, running, node.constant(momentum)),
        Formula.mul(node, flat, node.constant(1 - momentum)));
  }
}
