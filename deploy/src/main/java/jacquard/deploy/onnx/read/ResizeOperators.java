package jacquard.deploy.onnx.read;

import static jacquard.deploy.onnx.read.Operator.of;

import jacquard.engine.op.Resize;
import jacquard.engine.op.Sampling;
import jacquard.engine.op.Sampling.Coordinates;
import jacquard.engine.op.Sampling.Mode;
import jacquard.engine.op.Sampling.Rounding;
import jacquard.engine.op.Scalars;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Resizing, by scales or to sizes. */
final class ResizeOperators {
  private ResizeOperators() {}

  static List<Operator> all() {
    return List.of(
        of("Resize", 10, ResizeOperators::resize), of("Upsample", 7, ResizeOperators::upsample));
  }

  /** The deprecated form: floor of {@code i / scale}. */
  private static Value upsample(OnnxNode node) {
    var scales = node.opset() < 9 ? node.attributes().reals("scales") : reals(node, 1);
    var mode = mode(node, node.attributes().text("mode", "nearest"));
    return scaled(node, scales, plain(mode));
  }

  private static Sampling plain(Mode mode) {
    return new Sampling(mode, Coordinates.ASYMMETRIC, Rounding.FLOOR, -0.75f, false, List.of(), 0);
  }

  private static Value resize(OnnxNode node) {
    if (node.opset() == 10) {
      var mode = mode(node, node.attributes().text("mode", "nearest"));
      return scaled(node, reals(node, 1), plain(mode));
    }
    int rank = node.in(0).rank();
    var identity = Value.identity(rank);
    var axes =
        node.attributes().integers("axes", identity).stream().map(a -> node.axis(a, rank)).toList();
    boolean stretches =
        !node.attributes().flag("antialias", false)
            && node.attributes().text("keep_aspect_ratio_policy", "stretch").equals("stretch");
    if (!stretches) throw node.refuse("it keeps no ratio and does not smooth");
    var sampling = sampling(node, axes, rank);
    if (node.has(2) && node.in(2).few().size() > 0) {
      return scaled(node, spread(reals(node, 2), axes, rank, 1f), sampling);
    }
    var sizes = spread(node.integers(3), axes, rank, -1);
    var scales = new ArrayList<Float>();
    for (int i = 0; i < rank; i++) {
      boolean keeps = sizes.get(i) < 0 || isBatch(node, i, sizes.get(i));
      scales.add(keeps ? 1 : sizes.get(i) / (float) node.dim(node.in(0), i));
      if (keeps) sizes.set(i, -1);
    }
    return node.apply(new Resize(sizes, scales, sampling), node.in(0));
  }

  private static boolean isBatch(OnnxNode node, int axis, int size) {
    return node.in(0).few().dim(axis) == size && node.in(0).more().dim(axis) == size;
  }

  private static Value scaled(OnnxNode node, List<Float> scales, Sampling sampling) {
    var x = node.in(0);
    if (scales == null || scales.size() != x.rank()) throw node.refuse("it takes a scale an axis");
    var sizes = new ArrayList<Integer>();
    for (int i = 0; i < x.rank(); i++) {
      boolean keeps = scales.get(i) == 1;
      if (!keeps && !(scales.get(i) > 0)) throw node.refuse("its scales are positive");
      double length = keeps ? -1 : Math.floor((double) node.dim(x, i) * scales.get(i));
      if (length > Integer.MAX_VALUE) throw node.refuse("its scales are too large");
      sizes.add((int) length);
    }
    return node.apply(new Resize(sizes, scales, sampling), x);
  }

  private static <T> List<T> spread(List<T> figures, List<Integer> axes, int rank, T otherwise) {
    var all = new ArrayList<>(Collections.nCopies(rank, otherwise));
    for (int i = 0; i < Math.min(axes.size(), figures.size()); i++) {
      all.set(axes.get(i), figures.get(i));
    }
    return all;
  }

  private static List<Float> reals(OnnxNode node, int input) {
    var value = node.in(input);
    if (!value.isConstant()) throw node.refuse("its scales must be constants of the model");
    return list(value.content());
  }

  private static List<Float> list(Tensor tensor) {
    var list = new ArrayList<Float>();
    for (int i = 0; i < tensor.size(); i++) list.add((float) Scalars.real(tensor, i));
    return list;
  }

  private static Mode mode(OnnxNode node, String name) {
    return switch (name) {
      case "nearest" -> Mode.NEAREST;
      case "linear" -> Mode.LINEAR;
      case "cubic" -> Mode.CUBIC;
      default -> throw node.refuse("its mode is unknown");
    };
  }

  private static Sampling sampling(OnnxNode node, List<Integer> axes, int rank) {
    var attributes = node.attributes();
    var mode = mode(node, attributes.text("mode", "nearest"));
    var coordinates =
        switch (attributes.text("coordinate_transformation_mode", "half_pixel")) {
          case "half_pixel" -> Coordinates.HALF_PIXEL;
          case "pytorch_half_pixel" -> Coordinates.PYTORCH_HALF_PIXEL;
          case "align_corners" -> Coordinates.ALIGN_CORNERS;
          case "asymmetric" -> Coordinates.ASYMMETRIC;
          case "tf_crop_and_resize" -> Coordinates.TF_CROP_AND_RESIZE;
          default -> throw node.refuse("its coordinates are unknown");
        };
    var rounding =
        switch (attributes.text("nearest_mode", "round_prefer_floor")) {
          case "round_prefer_floor" -> Rounding.ROUND_PREFER_FLOOR;
          case "round_prefer_ceil" -> Rounding.ROUND_PREFER_CEIL;
          case "floor" -> Rounding.FLOOR;
          case "ceil" -> Rounding.CEIL;
          default -> throw node.refuse("its rounding is unknown");
        };
    return new Sampling(
        mode,
        coordinates,
        rounding,
        attributes.real("cubic_coeff_a", -0.75f),
        attributes.flag("exclude_outside", false),
        coordinates == Coordinates.TF_CROP_AND_RESIZE ? region(node, axes, rank) : List.of(),
        attributes.real("extrapolation_value", 0));
  }

  private static List<Float> region(OnnxNode node, List<Integer> axes, int rank) {
    var given = reals(node, 1);
    if (given.size() != 2 * axes.size()) throw node.refuse("a region has two ends an axis");
    var region = new ArrayList<>(spread(given.subList(0, axes.size()), axes, rank, 0f));
    region.addAll(spread(given.subList(axes.size(), given.size()), axes, rank, 1f));
    return region;
  }
}
