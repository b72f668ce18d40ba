package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;
import static jacquard.deploy.onnx.read.Operator.several;

import jacquard.engine.op.Elementary;
import jacquard.engine.op.ElementaryFunction;
import jacquard.engine.op.Gather;
import jacquard.engine.op.GatherElements;
import jacquard.engine.op.Pairwise;
import jacquard.engine.op.PairwiseFunction;
import jacquard.engine.op.ReduceAxes;
import jacquard.engine.op.Scalars;
import jacquard.engine.op.Softmax;
import jacquard.engine.op.Where;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Losses of classes {@code [n, c, ...]} against labels {@code [n, ...]}. */
final class LossOperators {
  private LossOperators() {}

  static List<Operator> all() {
    return List.of(
        of("NegativeLogLikelihoodLoss", 12, node -> likelihood(node, node.in(0, DType.FLOAT32))),
        several("SoftmaxCrossEntropyLoss", 12, LossOperators::crossEntropy));
  }

  private static List<Value> crossEntropy(OnnxNode node) {
    var x = node.plain(node.in(0, DType.FLOAT32));
    var logarithms =
        NormalizationOperators.along(node, x, node.axis(1, x.rank()), new Softmax(true));
    return List.of(likelihood(node, logarithms), logarithms);
  }

  private static Value likelihood(OnnxNode node, Value logarithms) {
    var labels = node.plain(node.in(1));
    boolean ignores = node.attributes().has("ignore_index");
    Value counted = null;
    if (ignores) {
      var ignored = scalar(labels.dtype(), node.attributes().integer("ignore_index", 0));
      var isIgnored =
          node.apply(new Pairwise(PairwiseFunction.EQUAL), labels, node.constant(ignored));
      counted = node.apply(new Elementary(ElementaryFunction.NOT), isIgnored);
      labels = chosen(node, counted, labels, node.constant(scalar(labels.dtype(), 0)));
    }
    var kept = node.reshape(labels, inserted(labels.few()), inserted(labels.more()));
    var picked = node.apply(new GatherElements(1), logarithms, kept);
    var losses = Formula.negative(node, node.reshape(picked, labels.few(), labels.more()));
    var weights = weights(node, labels, counted);
    if (weights != null) losses = Formula.mul(node, losses, weights);
    return reduced(node, losses, weights);
  }

  private static Shape inserted(Shape labels) {
    var dims = new ArrayList<>(labels.toList());
    dims.add(Math.min(1, dims.size()), 1);
    return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Tensor scalar(DType dtype, int value) {
    var scalar = Tensor.zeros(dtype, Shape.SCALAR);
    Scalars.set(scalar, 0, (long) value);
    return scalar;
  }

  private static Value chosen(OnnxNode node, Value condition, Value x, Value otherwise) {
    return node.apply(new Where(), condition, x, otherwise);
  }

  /** What each label counts, or {@code null} where all count 1. */
  private static Value weights(OnnxNode node, Value labels, Value counted) {
    if (!node.has(2) && counted == null) return null;
    var weights =
        node.has(2)
            ? node.apply(new Gather(0), node.in(2), labels)
            : node.constant(Tensor.full(Shape.SCALAR, 1));
    if (counted == null) return weights;
    return chosen(node, counted, weights, node.constant(Tensor.full(Shape.SCALAR, 0)));
  }

  private static Value reduced(OnnxNode node, Value losses, Value weights) {
    return switch (node.attributes().text("reduction", "mean")) {
      case "none" -> losses;
      case "sum" -> total(node, losses);
      case "mean" -> {
        if (weights != null) {
          yield Formula.div(node, total(node, losses), total(node, weights));
        }
        var all = Value.identity(losses.rank());
        yield node.apply(new ReduceAxes(ReduceAxes.Kind.MEAN, all, false), losses);
      }
      default -> throw node.refuse("its reduction is unknown");
    };
  }

  private static Value total(OnnxNode node, Value x) {
    var all = Value.identity(x.rank());
    return node.apply(new ReduceAxes(ReduceAxes.Kind.SUM, all, false), x);
  }
}
