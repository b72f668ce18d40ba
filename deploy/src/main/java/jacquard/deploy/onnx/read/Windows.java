package jacquard.deploy.onnx.read;

import jacquard.engine.op.WindowNd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The windows that a convolution's or pooling's attributes describe. */
final class Windows {
  private Windows() {}

  /** Of a convolution, whose weights tell the window's lengths too. */
  static WindowNd ofWeights(OnnxNode node, Value x, Value w) {
    if (x.rank() < 3 || w.rank() != x.rank()) {
      throw node.refuse("input %s does not fit weights %s".formatted(x.few(), w.few()));
    }
    var kernel = new ArrayList<Integer>();
    for (int i = 2; i < w.rank(); i++) kernel.add(node.dim(w, i));
    var declared = node.attributes().integers("kernel_shape", kernel);
    if (!declared.equals(kernel)) throw node.refuse("its kernel_shape is not that of its weights");
    return of(node, x, kernel, false);
  }

  /** Of a pooling. */
  static WindowNd ofPooling(OnnxNode node, Value x, boolean roundUp) {
    var kernel = node.attributes().integers("kernel_shape", null);
    if (kernel == null || kernel.size() != x.rank() - 2) {
      throw node.refuse("it needs the length of its windows in each axis of an image");
    }
    return of(node, x, kernel, roundUp);
  }

  private static WindowNd of(OnnxNode node, Value x, List<Integer> kernel, boolean roundUp) {
    int axes = kernel.size();
    var ones = Collections.nCopies(axes, 1);
    var strides = node.attributes().integers("strides", ones);
    var dilations = node.attributes().integers("dilations", ones);
    var pads = node.attributes().integers("pads", Collections.nCopies(2 * axes, 0));
    if (strides.size() != axes || dilations.size() != axes || pads.size() != 2 * axes) {
      throw node.refuse("it takes a figure for each axis");
    }
    return switch (node.attributes().text("auto_pad", "NOTSET")) {
      case "NOTSET" ->
          new WindowNd(
              kernel, strides, pads.subList(0, axes), pads.subList(axes, 2 * axes), dilations);
      case "VALID" -> {
        var none = Collections.nCopies(axes, 0);
        yield new WindowNd(kernel, strides, none, none, dilations);
      }
      case "SAME_UPPER" -> same(node, x, kernel, strides, dilations, true);
      case "SAME_LOWER" -> same(node, x, kernel, strides, dilations, false);
      default -> throw node.refuse("its auto_pad is unknown");
    };
  }

  /** As many windows as strides fit into the axis, rounded up. */
  private static WindowNd same(
      OnnxNode node,
      Value x,
      List<Integer> kernel,
      List<Integer> strides,
      List<Integer> dilations,
      boolean upper) {
    var less = new Integer[kernel.size()];
    var rest = new Integer[kernel.size()];
    for (int i = 0; i < less.length; i++) {
      int length = node.dim(x, i + 2);
      int stride = Math.max(1, strides.get(i));
      long reach = (long) dilations.get(i) * (kernel.get(i) - 1) + 1;
      long total = (Math.ceilDiv(length, stride) - 1L) * stride + reach - length;
      int padding = Math.clamp(total, 0, Integer.MAX_VALUE);
      less[i] = padding / 2;
      rest[i] = padding - padding / 2;
    }
    var before = Arrays.asList(upper ? less : rest);
    var after = Arrays.asList(upper ? rest : less);
    return new WindowNd(kernel, strides, before, after, dilations);
  }
}
