package jacquard.deploy.onnx.write;

import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Contraction;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.Linear;
import jacquard.engine.op.MatMul;
import jacquard.kernels.Unary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Layers with weights, and products. A fused activation becomes a node behind. */
final class LayerWriter {
  /** HWIO to OIHW. */
  private static final List<Integer> WEIGHTS = List.of(3, 2, 0, 1);

  private LayerWriter() {}

  static void write(Values values, GraphNode node, Contraction op) {
    switch (op) {
      case Linear linear -> linear(values, node, linear);
      case Conv2d conv -> conv(values, node, conv);
      case MatMul product -> product(values, node, product);
    }
  }

  private static void conv(Values values, GraphNode node, Conv2d op) {
    var inputs = new ArrayList<String>();
    inputs.add(values.image(node.inputs().get(0)));
    inputs.add(values.permuted(node.inputs().get(1), WEIGHTS));
    if (node.inputs().size() > 2) inputs.add(values.plain(node.inputs().get(2)));
    var w = values.shape(node.inputs().get(1));
    var attributes =
        Map.of(
            "kernel_shape", List.of(w.dim(0), w.dim(1)),
            "strides", List.of(op.strideH(), op.strideW()),
            "pads", List.of(op.padTop(), op.padLeft(), op.padBottom(), op.padRight()),
            "group", op.groups());
    layer(values, node, "Conv", attributes, inputs, Order.IMAGE, op.activation(), op.alpha());
  }

  private static void layer(
      Values values,
      GraphNode node,
      String operator,
      Map<String, ?> attributes,
      List<String> inputs,
      Order order,
      Unary activation,
      float alpha) {
    if (activation == Unary.IDENTITY) {
      values.write(node, operator, attributes, inputs, order);
      return;
    }
    var file = values.file();
    var name = file.node(file.free(node.name() + ".linear"), operator, attributes, inputs);
    ActivationWriter.write(values, node, activation, alpha, name, order);
  }

  private static void linear(Values values, GraphNode node, Linear op) {
    var x = node.inputs().get(0);
    var w = node.inputs().get(1);
    var order = values.order(x);
    boolean flat = order.kind() == Order.Kind.FLAT && values.isConstant(w);
    var inputs = new ArrayList<String>();
    inputs.add(flat ? values.asIs(x) : values.plain(x));
    inputs.add(flat ? values.weightsOfFlat(w, order.image()) : values.plain(w));
    if (values.shape(x).rank() == 2) {
      if (node.inputs().size() > 2) inputs.add(values.plain(node.inputs().get(2)));
      layer(values, node, "Gemm", Map.of(), inputs, Order.PLAIN, op.activation(), op.alpha());
    } else if (node.inputs().size() == 2) {
      layer(values, node, "MatMul", Map.of(), inputs, Order.PLAIN, op.activation(), op.alpha());
    } else {
      var file = values.file();
      var product = file.node(file.free(node.name() + ".product"), "MatMul", Map.of(), inputs);
      var sum = List.of(product, values.plain(node.inputs().get(2)));
      layer(values, node, "Add", Map.of(), sum, Order.PLAIN, op.activation(), op.alpha());
    }
  }

  private static void product(Values values, GraphNode node, MatMul op) {
    var a = side(values, node.inputs().get(0), op.transA());
    var b = side(values, node.inputs().get(1), op.transB());
    values.write(node, "MatMul", Map.of(), List.of(a, b), Order.PLAIN);
  }

  private static String side(Values values, String value, boolean transposed) {
    if (!transposed) return values.plain(value);
    int rank = values.shape(value).rank();
    var axes = new ArrayList<Integer>();
    for (int i = 0; i < rank; i++) axes.add(i);
    Collections.swap(axes, rank - 2, rank - 1);
    return values.permuted(value, axes);
  }
}
