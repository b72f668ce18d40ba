package jacquard.bench.peers;

import jacquard.bench.peers.OnnxModel.Attribute;
import jacquard.bench.work.ConvolutionWork;
import jacquard.bench.work.ElementwiseWork;
import jacquard.bench.work.GemmWork;
import jacquard.bench.work.PlanWork;
import jacquard.bench.work.PoolingWork;
import jacquard.bench.work.SoftmaxWork;
import jacquard.engine.nn.Module;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.ConvShape;
import jacquard.kernels.PoolShape;
import java.util.List;

/** The works as ONNX models, channels first as ONNX has it. */
final class OnnxModels {
  private OnnxModels() {}

  /** {@code C = op(A) op(B)}; a packed B is a constant, which the runtime lays out beforehand. */
  static byte[] of(GemmWork work, float[] b) {
    var model = new OnnxModel();
    int m = work.m();
    int n = work.n();
    int k = work.k();
    int[] output = {m, n};
    return switch (work.form()) {
      case NN -> model.finish(output, "MatMul", List.of(model.input(m, k), model.input(k, n)));
      case PACKED ->
          model.finish(output, "MatMul", List.of(model.input(m, k), model.constant(b, k, n)));
      case TN ->
          model.finish(
              output,
              "Gemm",
              List.of(model.input(k, m), model.input(k, n)),
              Attribute.of("transA", 1));
      case NT ->
          model.finish(
              output,
              "Gemm",
              List.of(model.input(m, k), model.input(n, k)),
              Attribute.of("transB", 1));
    };
  }

  /** A convolution forward; its weights {@code [k, c / groups, kh, kw]} are constant. */
  static byte[] of(ConvolutionWork work, float[] weights) {
    var model = new OnnxModel();
    var s = work.shape();
    var x = model.input(s.n(), s.c(), s.h(), s.w());
    var w = model.constant(weights, s.k(), s.groupC(), s.kh(), s.kw());
    return model.finish(
        new int[] {s.n(), s.k(), s.outH(), s.outW()}, "Conv", List.of(x, w), convolution(s));
  }

  private static Attribute[] convolution(ConvShape s) {
    return new Attribute[] {
      Attribute.ints("kernel_shape", s.kh(), s.kw()),
      Attribute.ints("pads", s.padTop(), s.padLeft(), s.padBottom(), s.padRight()),
      Attribute.of("group", s.groups())
    };
  }

  /** A pooling, without indices. */
  static byte[] of(PoolingWork work) {
    var model = new OnnxModel();
    var s = work.shape();
    var op = work == PoolingWork.MAX ? "MaxPool" : "AveragePool";
    var x = model.input(s.n(), s.c(), s.h(), s.w());
    int[] output = {s.n(), s.c(), s.outH(), s.outW()};
    return model.finish(output, op, List.of(x), pooling(s));
  }

  private static Attribute[] pooling(PoolShape s) {
    return new Attribute[] {
      Attribute.ints("kernel_shape", s.kh(), s.kw()),
      Attribute.ints("strides", s.strideH(), s.strideW())
    };
  }

  /** An element-wise function of as many inputs as the work reads. */
  static byte[] of(ElementwiseWork work, String op, Attribute... attributes) {
    var model = new OnnxModel();
    int n = work.lengths()[0];
    int inputs = work.lengths().length - 1;
    var names = java.util.stream.Stream.generate(() -> model.input(n)).limit(inputs).toList();
    return model.finish(new int[] {n}, op, names, attributes);
  }

  /** Softmax of rows, or its logarithm. */
  static byte[] of(SoftmaxWork work, String op) {
    var model = new OnnxModel();
    int[] shape = {work.rows(), work.columns()};
    return model.finish(shape, op, List.of(model.input(shape)), Attribute.of("axis", -1));
  }

  /** A whole model with its initial weights. */
  static byte[] of(PlanWork work) {
    var module = work.model().create();
    return switch (work.model()) {
      case MLP -> mlp(module, work.batch());
      case CNN -> cnn(module, work.batch());
    };
  }

  private static byte[] mlp(Module module, int batch) {
    var model = new OnnxModel();
    var x = model.input(batch, 784);
    x = model.node("Relu", List.of(dense(model, x, module, "0")));
    x = model.node("Relu", List.of(dense(model, x, module, "2")));
    return logits(model, x, module, "4", batch);
  }

  private static byte[] cnn(Module module, int batch) {
    var model = new OnnxModel();
    var x = model.input(batch, 1, 28, 28);
    x = block(model, x, module, "0", ConvShape.of(batch, 28, 28, 1, 32, 3, 1, 1, 1));
    x = block(model, x, module, "3", ConvShape.of(batch, 14, 14, 32, 64, 3, 1, 1, 1));
    x = model.node("Flatten", List.of(x));
    // Our features are [h, w, c], ONNX's are [c, h, w].
    var weight = parameter(module, "7.weight").floats();
    weight = Layouts.permute(weight, new int[] {49, 64, 128}, 1, 0, 2);
    var w = model.constant(weight, 3136, 128);
    x = model.node("Gemm", List.of(x, w, bias(model, module, "7")));
    x = model.node("Relu", List.of(x));
    return logits(model, x, module, "9", batch);
  }

  private static String block(OnnxModel model, String x, Module module, String layer, ConvShape s) {
    var weight = Layouts.toOihw(parameter(module, layer + ".weight").floats(), s);
    var w = model.constant(weight, s.k(), s.c(), s.kh(), s.kw());
    x = model.node("Conv", List.of(x, w, bias(model, module, layer)), convolution(s));
    x = model.node("Relu", List.of(x));
    return model.node("MaxPool", List.of(x), pooling(new PoolShape(1, 2, 2, 1, 2, 2, 2, 2, 0, 0)));
  }

  private static String dense(OnnxModel model, String x, Module module, String layer) {
    return model.node("Gemm", List.of(x, weight(model, module, layer), bias(model, module, layer)));
  }

  private static byte[] logits(OnnxModel model, String x, Module module, String layer, int batch) {
    var inputs = List.of(x, weight(model, module, layer), bias(model, module, layer));
    return model.finish(new int[] {batch, 10}, "Gemm", inputs);
  }

  private static String weight(OnnxModel model, Module module, String layer) {
    var weight = parameter(module, layer + ".weight");
    return model.constant(weight.floats(), weight.dim(0), weight.dim(1));
  }

  private static String bias(OnnxModel model, Module module, String layer) {
    var bias = parameter(module, layer + ".bias");
    return model.constant(bias.floats(), bias.size());
  }

  private static Tensor parameter(Module module, String name) {
    return module.namedParameters().get(name);
  }
}
