package jacquard.deploy.onnx.write;

import jacquard.deploy.onnx.type.OwnOperators;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Binarize;
import jacquard.engine.op.Dequantize;
import jacquard.engine.op.DynamicQuantize;
import jacquard.engine.op.Quantization;
import jacquard.engine.op.Quantize;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Codes and back, in the order of what becomes codes. Weights that are codes stand in the file as
 * such; {@link Values} writes them where a layer needs them.
 */
final class QuantizationWriter {
  private QuantizationWriter() {}

  static void write(Values values, GraphNode node, Quantization op) {
    switch (op) {
      case Quantize(int zeroPoint, int min, int max) -> {
        var source = Source.of(values, node, zeroPoint);
        if (min == Byte.MIN_VALUE && max == Byte.MAX_VALUE) source.write("QuantizeLinear");
        else narrowed(values, source, min, max);
      }
      case Dequantize(int zeroPoint) -> {
        if (values.isConstant(node.name())) return;
        Source.of(values, node, zeroPoint).write("DequantizeLinear");
      }
      case DynamicQuantize _ -> {
        var x = node.inputs().getFirst();
        var inputs = List.of(values.asIs(x));
        values.file().ownNode(node.name(), OwnOperators.DYNAMIC_QUANTIZE, inputs);
        values.define(node.name(), node.name(), values.order(x));
      }
      case Binarize _ -> throw GraphWriter.refuse(node, "only weights are written as signs");
    }
  }

  /** ONNX's codes take a whole byte: fewer are cut behind. */
  private static void narrowed(Values values, Source source, int min, int max) {
    var node = source.node;
    var file = values.file();
    var wide = file.free(node.name() + ".wide");
    file.node(wide, "QuantizeLinear", source.attributes(), source.inputs);
    var inputs =
        List.of(
            wide, code(values, node.name() + ".min", min), code(values, node.name() + ".max", max));
    values.write(node, "Clip", Map.of(), inputs, source.order);
  }

  private static String code(Values values, String name, int code) {
    var tensor = Tensor.of(DType.INT8, new byte[] {(byte) code});
    return values.file().constant(values.file().free(name), tensor);
  }

  /**
   * What a node reads.
   *
   * @param axis of the figures, where there are several
   */
  private record Source(
      Values values, GraphNode node, List<String> inputs, Order order, boolean single, int axis) {
    static Source of(Values values, GraphNode node, int zeroPoint) {
      var x = node.inputs().get(0);
      boolean single = values.shape(node.inputs().get(1)).size() == 1;
      boolean reordered = values.order(x).kind() == Order.Kind.FLAT && !single;
      var order = reordered ? Order.PLAIN : values.order(x);
      var inputs = new ArrayList<String>();
      inputs.add(reordered ? values.plain(x) : values.asIs(x));
      inputs.addAll(values.steps(node.inputs().get(1), zeroPoint));
      int last = values.shape(x).rank() - 1;
      int axis = order.kind() == Order.Kind.IMAGE ? 1 : last;
      return new Source(values, node, inputs, order, single, axis);
    }

    Map<String, ?> attributes() {
      return single ? Map.of() : Map.of("axis", axis);
    }

    void write(String operator) {
      values.write(node, operator, attributes(), inputs, order);
    }
  }
}
