package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;
import static jacquard.deploy.onnx.read.Operator.several;

import jacquard.engine.op.ArgExtreme;
import jacquard.engine.op.Cast;
import jacquard.engine.op.LayerNorm;
import jacquard.engine.op.Pairwise;
import jacquard.engine.op.PairwiseFunction;
import jacquard.engine.op.Permute;
import jacquard.engine.op.PoolNd;
import jacquard.engine.op.ReduceAxes;
import jacquard.engine.op.Softmax;
import jacquard.engine.op.WindowNd;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What rescales by statistics of its input. */
final class NormalizationOperators {
  private NormalizationOperators() {}

  static List<Operator> all() {
    return List.of(
        several("BatchNormalization", 7, BatchNormalization::read),
        several("LayerNormalization", 17, NormalizationOperators::layerNorm),
        of("InstanceNormalization", 6, NormalizationOperators::instanceNorm),
        of("MeanVarianceNormalization", 9, NormalizationOperators::meanVariance),
        of("LpNormalization", 1, NormalizationOperators::lp),
        of("LRN", 1, NormalizationOperators::localResponse),
        of("Softmax", 1, node -> softmax(node, false)),
        of("LogSoftmax", 1, node -> softmax(node, true)),
        of("Hardmax", 1, NormalizationOperators::hardmax));
  }

  private static List<Value> layerNorm(OnnxNode node) {
    node.attributes().ignore("stash_type"); // float32 is what everything is computed in
    var x = node.plain(node.in(0, DType.FLOAT32));
    int axis = node.axis(node.attributes().integer("axis", -1), x.rank());
    float epsilon = node.attributes().real("epsilon", 1e-5f);
    var tail = Shape.of(tail(node, x, axis));
    var whole = node.constant(Tensor.zeros(tail));
    var gamma = node.reshape(Formula.add(node, node.in(1), whole), Shape.of(tail.size()));
    var beta = node.has(2) ? Formula.add(node, node.in(2), whole) : whole;
    var flatFew = flat(x.few(), axis, tail.size());
    var flatMore = flat(x.more(), axis, tail.size());
    var normalized =
        node.apply(
            new LayerNorm(epsilon),
            node.reshape(x, flatFew, flatMore),
            gamma,
            node.reshape(beta, Shape.of(tail.size())));
    var values = new ArrayList<Value>();
    values.add(node.reshape(normalized, x.few(), x.more()));
    if (node.wants(1) || node.wants(2)) {
      var axes = Value.identity(x.rank()).subList(axis, x.rank());
      var mean = Formula.reduce(node, ReduceAxes.Kind.MEAN, x, axes);
      values.add(mean);
      values.add(Formula.inverseDeviation(node, Formula.sub(node, x, mean), axes, epsilon));
    }
    return values;
  }

  private static int[] tail(OnnxNode node, Value x, int axis) {
    var dims = new int[x.rank() - axis];
    for (int i = 0; i < dims.length; i++) dims[i] = node.dim(x, axis + i);
    return dims;
  }

  private static Shape flat(Shape x, int axis, int tail) {
    var dims = Arrays.copyOf(x.dims(), axis + 1);
    dims[axis] = tail;
    return Shape.of(dims);
  }

  /** Ulyanov et al. 2016: each channel of each image by its own moments. */
  private static Value instanceNorm(OnnxNode node) {
    var x = node.plain(node.in(0, DType.FLOAT32));
    var axes = Value.identity(x.rank()).subList(Math.min(2, x.rank()), x.rank());
    var mean = Formula.reduce(node, ReduceAxes.Kind.MEAN, x, axes);
    var centered = Formula.sub(node, x, mean);
    float epsilon = node.attributes().real("epsilon", 1e-5f);
    var scaled =
        Formula.mul(node, centered, Formula.inverseDeviation(node, centered, axes, epsilon));
    var gamma = ConvolutionOperators.perChannel(node, node.in(1), x.rank());
    var beta = ConvolutionOperators.perChannel(node, node.in(2), x.rank());
    return Formula.add(node, Formula.mul(node, scaled, gamma), beta);
  }

  private static Value meanVariance(OnnxNode node) {
    var x = node.plain(node.in(0, DType.FLOAT32));
    var given = node.attributes().integers("axes", List.of(0, 2, 3));
    var axes = given.stream().map(axis -> node.axis(axis, x.rank())).toList();
    var centered = Formula.sub(node, x, Formula.reduce(node, ReduceAxes.Kind.MEAN, x, axes));
    var deviation = Formula.sqrt(node, Formula.meanSquare(node, centered, axes));
    return Formula.div(node, centered, Formula.add(node, deviation, node.constant(1e-9f)));
  }

  private static Value lp(OnnxNode node) {
    var x = node.plain(node.in(0, DType.FLOAT32));
    int axis = node.axis(node.attributes().integer("axis", -1), x.rank());
    int p = node.attributes().integer("p", 2);
    if (p != 1 && p != 2) throw node.refuse("its p is 1 or 2, not " + p);
    var kind = p == 1 ? ReduceAxes.Kind.L1 : ReduceAxes.Kind.L2;
    return Formula.div(node, x, Formula.reduce(node, kind, x, List.of(axis)));
  }

  /** Krizhevsky et al. 2012, section 3.3: by the squares of the channels nearby. */
  private static Value localResponse(OnnxNode node) {
    var x = node.plain(node.in(0, DType.FLOAT32));
    var attributes = node.attributes();
    int size = attributes.integer("size", 0);
    float alpha = attributes.real("alpha", 1e-4f);
    float beta = attributes.real("beta", 0.75f);
    if (size < 1 || x.rank() < 2) throw node.refuse("it looks at 1 channel of an image at least");
    var ones = List.of(1);
    var window =
        new WindowNd(List.of(size), ones, List.of((size - 1) / 2), List.of(size / 2), ones);
    var squares = Formula.mul(node, x, x);
    var channels = node.reshape(squares, channels(x.few()), channels(x.more()));
    var last = node.apply(new Permute(List.of(0, 2, 1)), channels);
    var mean = node.apply(new PoolNd(PoolNd.Kind.PADDED_MEAN, window, false), last);
    var back = node.apply(new Permute(List.of(0, 2, 1)), mean);
    var nearby = node.reshape(back, x.few(), x.more());
    var sum = Formula.mul(node, nearby, node.constant(alpha));
    var base = Formula.add(node, sum, node.constant(attributes.real("bias", 1)));
    var power = node.apply(new Pairwise(PairwiseFunction.POW), base, node.constant(beta));
    return Formula.div(node, x, power);
  }

  private static Shape channels(Shape x) {
    return Shape.of(x.dim(0), x.dim(1), x.product(2, x.rank()));
  }

  /** Before opset 13 all axes from the given one on are one; since, it is one axis. */
  private static Value softmax(OnnxNode node, boolean logarithmic) {
    var x = node.in(0, DType.FLOAT32);
    var op = new Softmax(logarithmic);
    int axis = node.axis(node.attributes().integer("axis", node.opset() < 13 ? 1 : -1), x.rank());
    if (node.opset() < 13 && axis != x.rank() - 1) {
      var flat = node.reshape(node.plain(x), matrix(x.few(), axis), matrix(x.more(), axis));
      return node.reshape(node.apply(op, flat), x.few(), x.more());
    }
    if (x.isImage() && axis == 1) return node.fromImage(node.apply(op, node.image(x)));
    return along(node, x, axis, op);
  }

  private static Shape matrix(Shape x, int axis) {
    return Shape.of(x.product(0, axis), x.product(axis, x.rank()));
  }

  /** Softmax along any axis. */
  static Value along(OnnxNode node, Value x, int axis, Softmax op) {
    if (axis == x.rank() - 1) return node.apply(op, x);
    var axes = new ArrayList<>(Value.identity(x.rank()));
    Collections.swap(axes, axis, x.rank() - 1);
    var swap = new Permute(axes);
    return node.apply(swap, node.apply(op, node.apply(swap, x)));
  }

  private static Value hardmax(OnnxNode node) {
    var x = node.plain(node.in(0, DType.FLOAT32));
    int axis = node.axis(node.attributes().integer("axis", node.opset() < 13 ? 1 : -1), x.rank());
    if (node.opset() < 13 && axis != x.rank() - 1) {
      var flat = node.reshape(x, matrix(x.few(), axis), matrix(x.more(), axis));
      return node.reshape(hardest(node, flat, 1), x.few(), x.more());
    }
    return hardest(node, x, axis);
  }

  private static Value hardest(OnnxNode node, Value x, int axis) {
    var best = node.apply(new ArgExtreme(true, axis, false), x);
    var kept = node.reshape(best, x.few().with(axis, 1), x.more().with(axis, 1));
    int length = node.dim(x, axis);
    node.spend(length);
    var range = Tensor.zeros(DType.INT64, Formula.ones(x.rank()).with(axis, length));
    for (int i = 0; i < length; i++) range.longs()[i] = i;
    var equal = node.apply(new Pairwise(PairwiseFunction.EQUAL), kept, node.constant(range));
    return node.apply(new Cast(DType.FLOAT32), equal);
  }
}
