package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;

import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.ConvNd;
import jacquard.engine.op.ConvTransposeNd;
import jacquard.engine.op.Permute;
import jacquard.engine.op.WindowNd;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.kernels.Binary;
import jacquard.kernels.Unary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Convolutions. Those of images without dilation run on the engine's kernels, channels last. */
final class ConvolutionOperators {
  /** OIHW to HWIO. */
  private static final List<Integer> WEIGHTS = List.of(2, 3, 1, 0);

  private ConvolutionOperators() {}

  static List<Operator> all() {
    return List.of(
        of("Conv", 1, ConvolutionOperators::conv),
        of("ConvTranspose", 1, ConvolutionOperators::convTranspose));
  }

  private static Value conv(OnnxNode node) {
    var x = node.in(0, DType.FLOAT32);
    var w = node.in(1, DType.FLOAT32);
    var window = Windows.ofWeights(node, x, w);
    int groups = node.attributes().integer("group", 1);
    if (x.rank() != 4 || Collections.max(window.dilations()) > 1)
      return general(node, x, w, groups);
    var op =
        new Conv2d(
            window.strides().get(0),
            window.strides().get(1),
            window.before().get(0),
            window.before().get(1),
            window.after().get(0),
            window.after().get(1),
            groups,
            Unary.IDENTITY,
            0);
    var weights = node.apply(new Permute(WEIGHTS), w);
    var image = node.image(x);
    return node.fromImage(
        node.has(2)
            ? node.apply(op, image, weights, node.in(2, DType.FLOAT32))
            : node.apply(op, image, weights));
  }

  private static Value general(OnnxNode node, Value x, Value w, int groups) {
    var y = node.apply(new ConvNd(Windows.ofWeights(node, x, w), groups), x, w);
    return withBias(node, y);
  }

  private static Value withBias(OnnxNode node, Value y) {
    if (!node.has(2)) return y;
    var bias = node.in(2, DType.FLOAT32);
    return node.apply(new Arithmetic(Binary.ADD), y, perChannel(node, bias, y.rank()));
  }

  /** {@code [c]} as {@code [c, 1, ...]}, so that it meets the channels of {@code [n, c, ...]}. */
  static Value perChannel(OnnxNode node, Value figures, int rank) {
    var dims = new int[Math.max(1, rank - 1)];
    Arrays.fill(dims, 1);
    dims[0] = node.dim(figures, 0);
    return node.reshape(figures, Shape.of(dims));
  }

  private static Value convTranspose(OnnxNode node) {
    var x = node.in(0, DType.FLOAT32);
    var w = node.in(1, DType.FLOAT32);
    var attributes = node.attributes();
    int axes = x.rank() - 2;
    var zeros = Collections.nCopies(Math.max(0, axes), 0);
    var outputPadding = new ArrayList<>(attributes.integers("output_padding", zeros));
    int groups = attributes.integer("group", 1);
    var window = Windows.ofWeights(node, x, w);
    var lengths = attributes.integers("output_shape", null);
    boolean same = !attributes.text("auto_pad", "NOTSET").equals("NOTSET");
    if (outputPadding.size() != axes || (lengths != null && lengths.size() != axes)) {
      throw node.refuse("it takes a figure for each axis");
    }
    if (lengths != null || (same && !attributes.text("auto_pad", "").equals("VALID"))) {
      window = fitted(node, x, window, lengths, outputPadding);
    }
    return withBias(node, node.apply(new ConvTransposeNd(window, outputPadding, groups), x, w));
  }

  /** Paddings that give an output of wanted lengths, or of strides times the input's. */
  private static WindowNd fitted(
      OnnxNode node, Value x, WindowNd window, List<Integer> lengths, List<Integer> outputPadding) {
    boolean upper = node.attributes().text("auto_pad", "NOTSET").equals("SAME_UPPER");
    var before = new ArrayList<Integer>();
    var after = new ArrayList<Integer>();
    for (int i = 0; i < window.kernel().size(); i++) {
      int length = node.dim(x, i + 2);
      int stride = window.strides().get(i);
      long wanted = lengths == null ? (long) length * stride : lengths.get(i);
      long whole =
          (long) stride * (length - 1)
              + outputPadding.get(i)
              + (window.kernel().get(i) - 1L) * window.dilations().get(i)
              + 1;
      long excess = whole - wanted;
      if (excess < 0) outputPadding.set(i, Math.toIntExact(outputPadding.get(i) - excess));
      int total = Math.clamp(excess, 0, Integer.MAX_VALUE);
      before.add(upper ? total / 2 : total - total / 2);
      after.add(upper ? total - total / 2 : total / 2);
    }
    return new WindowNd(window.kernel(), window.strides(), before, after, window.dilations());
  }
}
