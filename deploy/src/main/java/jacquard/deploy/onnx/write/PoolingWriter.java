package jacquard.deploy.onnx.write;

import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.AvgPool2d;
import jacquard.engine.op.MaxPool2d;
import jacquard.engine.op.Pooling;
import jacquard.engine.op.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Poolings of images. */
final class PoolingWriter {
  private PoolingWriter() {}

  static void write(Values values, GraphNode node, Pooling op) {
    switch (op) {
      case MaxPool2d(var window) -> write(values, node, window, "MaxPool", null);
      case AvgPool2d(var window, boolean padded) ->
          write(values, node, window, "AveragePool", padded);
    }
  }

  private static void write(
      Values values, GraphNode node, Window window, String operator, Boolean countPadding) {
    var x = node.inputs().getFirst();
    var inputs = List.of(values.image(x));
    if (window.equals(Window.GLOBAL)) {
      values.write(node, "Global" + operator, Map.of(), inputs, Order.IMAGE);
      return;
    }
    var pool = window.poolShape(values.shape(x));
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("kernel_shape", List.of(pool.kh(), pool.kw()));
    attributes.put("strides", List.of(pool.strideH(), pool.strideW()));
    attributes.put("pads", List.of(pool.padH(), pool.padW(), pool.padH(), pool.padW()));
    if (countPadding != null) attributes.put("count_include_pad", countPadding);
    values.write(node, operator, attributes, inputs, Order.IMAGE);
  }
}
