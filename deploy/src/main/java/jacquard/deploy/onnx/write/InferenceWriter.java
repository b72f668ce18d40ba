package jacquard.deploy.onnx.write;

import jacquard.deploy.onnx.type.OnnxType;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.ArgExtreme;
import jacquard.engine.op.ArgMax;
import jacquard.engine.op.Cast;
import jacquard.engine.op.ConvNd;
import jacquard.engine.op.ConvTransposeNd;
import jacquard.engine.op.CumSum;
import jacquard.engine.op.Elementary;
import jacquard.engine.op.Gather;
import jacquard.engine.op.GatherElements;
import jacquard.engine.op.GatherND;
import jacquard.engine.op.InferenceOnly;
import jacquard.engine.op.IntegerMatMul;
import jacquard.engine.op.Pairwise;
import jacquard.engine.op.PoolNd;
import jacquard.engine.op.Reduce;
import jacquard.engine.op.ReduceAxes;
import jacquard.engine.op.Resize;
import jacquard.engine.op.ReverseSequence;
import jacquard.engine.op.Scatter;
import jacquard.engine.op.ScatterElements;
import jacquard.engine.op.ScatterND;
import jacquard.engine.op.TopK;
import jacquard.engine.op.Where;
import jacquard.engine.op.WindowNd;
import jacquard.engine.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reductions and what has no gradient: in the graph's order, one node for each. */
final class InferenceWriter {
  /** From here on the axes of all reductions are an input. */
  private static final int OPSET_OF_AXES = 18;

  private InferenceWriter() {}

  static void reduce(Values values, GraphNode node, Reduce op, int opset) {
    var kind =
        switch (op.kind()) {
          case SUM -> ReduceAxes.Kind.SUM;
          case MEAN -> ReduceAxes.Kind.MEAN;
          case MAX -> ReduceAxes.Kind.MAX;
        };
    int axis = values.shape(node.inputs().getFirst()).axis(op.axis());
    reduce(values, node, new ReduceAxes(kind, List.of(axis), op.keepDim()), opset);
  }

  private static void reduce(Values values, GraphNode node, ReduceAxes op, int opset) {
    var operator =
        switch (op.kind()) {
          case SUM -> "ReduceSum";
          case MEAN -> "ReduceMean";
          case MAX -> "ReduceMax";
          case MIN -> "ReduceMin";
          case PROD -> "ReduceProd";
          case L1 -> "ReduceL1";
          case L2 -> "ReduceL2";
          case LOG_SUM -> "ReduceLogSum";
          case LOG_SUM_EXP -> "ReduceLogSumExp";
          case SUM_SQUARE -> "ReduceSumSquare";
        };
    var inputs = new ArrayList<>(plain(values, node));
    var attributes = new LinkedHashMap<String, Object>(Map.of("keepdims", op.keepDims()));
    boolean input = op.kind() == ReduceAxes.Kind.SUM || opset >= OPSET_OF_AXES;
    if (input) inputs.add(values.file().integers(node.name() + ".axes", op.axes()));
    else attributes.put("axes", op.axes());
    values.write(node, operator, attributes, inputs, Order.PLAIN);
  }

  private static List<String> plain(Values values, GraphNode node) {
    return node.inputs().stream().map(values::plain).toList();
  }

  static void write(Values values, GraphNode node, InferenceOnly op, int opset) {
    switch (op) {
      case ArgMax(int axis) -> argMax(values, node, axis);
      case ArgExtreme(boolean largest, int axis, boolean last) -> {
        var attributes = Map.of("axis", axis, "keepdims", 0, "select_last_index", last);
        simple(values, node, largest ? "ArgMax" : "ArgMin", attributes);
      }
      case Cast(var to) -> simple(values, node, "Cast", Map.of("to", OnnxType.of(to).number()));
      case CumSum sum -> cumSum(values, node, sum);
      case Elementary elementary -> FunctionWriter.write(values, node, elementary);
      case Pairwise pairwise -> FunctionWriter.write(values, node, pairwise);
      case Where _ -> simple(values, node, "Where", Map.of());
      case ReduceAxes reduction -> reduce(values, node, reduction, opset);
      case Gather(int axis) -> simple(values, node, "Gather", Map.of("axis", axis));
      case GatherElements(int axis) -> simple(values, node, "GatherElements", Map.of("axis", axis));
      case GatherND(int dims) -> simple(values, node, "GatherND", Map.of("batch_dims", dims));
      case ScatterElements(int axis, var reduction) ->
          simple(values, node, "ScatterElements", Map.of("axis", axis, "reduction", of(reduction)));
      case ScatterND(var reduction) ->
          simple(values, node, "ScatterND", Map.of("reduction", of(reduction)));
      case ReverseSequence(int batch, int time) ->
          simple(values, node, "ReverseSequence", Map.of("batch_axis", batch, "time_axis", time));
      case ConvNd convolution -> convolve(values, node, convolution);
      case ConvTransposeNd convolution -> {
        var attributes = window(convolution.window(), convolution.groups());
        attributes.put("output_padding", convolution.outputPadding());
        simple(values, node, "ConvTranspose", attributes);
      }
      case TopK _ -> throw GraphWriter.refuse(node, "it is one half of an ONNX TopK");
      case PoolNd pool -> pool(values, node, pool);
      case IntegerMatMul _ -> simple(values, node, "MatMul", Map.of());
      case Resize _ -> throw GraphWriter.refuse(node, "resizing is only read");
    }
  }

  private static void argMax(Values values, GraphNode node, int axis) {
    var name = values.file().free(node.name() + ".int64");
    var attributes = Map.of("axis", axis, "keepdims", 0);
    var found = values.file().node(name, "ArgMax", attributes, plain(values, node));
    var type = Map.of("to", OnnxType.INT32.number());
    values.write(node, "Cast", type, List.of(found), Order.PLAIN);
  }

  private static void cumSum(Values values, GraphNode node, CumSum op) {
    var inputs = new ArrayList<>(plain(values, node));
    inputs.add(values.file().integers(node.name() + ".axis", List.of(op.axis())));
    var attributes = Map.of("exclusive", op.exclusive(), "reverse", op.reverse());
    values.write(node, "CumSum", attributes, inputs, Order.PLAIN);
  }

  private static String of(Scatter reduction) {
    return reduction.name().toLowerCase(Locale.ROOT);
  }

  private static void convolve(Values values, GraphNode node, ConvNd op) {
    if (values.dtype(node.name()) != DType.FLOAT32) {
      throw GraphWriter.refuse(node, "ONNX convolves no int32");
    }
    simple(values, node, "Conv", window(op.window(), op.groups()));
  }

  private static void simple(
      Values values, GraphNode node, String operator, Map<String, ?> attributes) {
    values.write(node, operator, attributes, plain(values, node), Order.PLAIN);
  }

  private static Map<String, Object> window(WindowNd window, int groups) {
    var attributes = window(window);
    attributes.put("group", groups);
    return attributes;
  }

  private static Map<String, Object> window(WindowNd window) {
    var pads = new ArrayList<>(window.before());
    pads.addAll(window.after());
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("kernel_shape", window.kernel());
    attributes.put("strides", window.strides());
    attributes.put("pads", pads);
    attributes.put("dilations", window.dilations());
    return attributes;
  }

  private static void pool(Values values, GraphNode node, PoolNd op) {
    var attributes = window(op.window());
    attributes.put("ceil_mode", op.roundUp());
    switch (op.kind()) {
      case MAX -> simple(values, node, "MaxPool", attributes);
      case MEAN, PADDED_MEAN -> {
        attributes.remove("dilations");
        attributes.put("count_include_pad", op.kind() == PoolNd.Kind.PADDED_MEAN);
        simple(values, node, "AveragePool", attributes);
      }
      case INDEX, COLUMN_INDEX ->
          throw GraphWriter.refuse(node, "it is one half of an ONNX MaxPool");
    }
  }
}
