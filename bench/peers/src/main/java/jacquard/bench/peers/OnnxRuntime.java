package jacquard.bench.peers;

import ai.onnxruntime.OrtEnvironment;
import jacquard.bench.contender.Contender;
import jacquard.bench.contender.Task;
import jacquard.bench.peers.OnnxModel.Attribute;
import jacquard.bench.work.ConvolutionWork;
import jacquard.bench.work.ElementwiseWork;
import jacquard.bench.work.GemmWork;
import jacquard.bench.work.Images;
import jacquard.bench.work.Model;
import jacquard.bench.work.PlanWork;
import jacquard.bench.work.PoolingWork;
import jacquard.bench.work.SoftmaxWork;
import jacquard.bench.work.TorchExport;
import jacquard.bench.work.Work;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * ONNX Runtime on its processor provider, all graph optimisations on, inputs and output in memory
 * outside the heap that is bound once.
 */
public final class OnnxRuntime implements Contender {
  /** For the service loader. */
  public OnnxRuntime() {}

  @Override
  public String name() {
    return "ONNX Runtime";
  }

  @Override
  public String description() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion() + ", pinned output";
  }

  @Override
  public Optional<Task> prepare(Work work, int threads) {
    return switch (work) {
      case GemmWork gemm -> Optional.of(product(gemm, threads));
      case ConvolutionWork convolution -> convolution(convolution, threads);
      case PoolingWork pooling -> pooling(pooling, threads);
      case ElementwiseWork elementwise -> elementwise(elementwise, threads);
      case SoftmaxWork softmax -> softmax(softmax, threads);
      case PlanWork plan -> Optional.of(plan(plan, threads));
      default -> Optional.empty();
    };
  }

  private static Task product(GemmWork work, int threads) {
    var arrays = work.arrays();
    var model = OnnxModels.of(work, arrays[1]);
    int outputs = work.m() * work.n();
    return work.form() == GemmWork.Form.PACKED
        ? task(model, threads, outputs, arrays[0])
        : task(model, threads, outputs, arrays[0], arrays[1]);
  }

  private static Optional<Task> convolution(ConvolutionWork work, int threads) {
    if (work.pass() != ConvolutionWork.Pass.FORWARD) return Optional.empty();
    var s = work.shape();
    var arrays = work.arrays();
    var model = OnnxModels.of(work, Layouts.toOihw(arrays[1], s));
    var x = Layouts.toNchw(arrays[0], s.n(), s.h(), s.w(), s.c());
    return Optional.of(
        new OnnxTask(
            model,
            threads,
            arrays[2].length,
            y -> Layouts.toNhwc(y, s.n(), s.outH(), s.outW(), s.k()),
            x));
  }

  private static Optional<Task> pooling(PoolingWork work, int threads) {
    return switch (work) {
      case MAX_INDICES, MAX_BACKWARD -> Optional.empty();
      case MAX, AVERAGE, GLOBAL_AVERAGE -> {
        var s = work.shape();
        var arrays = work.arrays();
        var x = Layouts.toNchw(arrays[0], s.n(), s.h(), s.w(), s.c());
        UnaryOperator<float[]> back = y -> Layouts.toNhwc(y, s.n(), s.outH(), s.outW(), s.c());
        yield Optional.of(new OnnxTask(OnnxModels.of(work), threads, arrays[1].length, back, x));
      }
    };
  }

  private static Optional<Task> elementwise(ElementwiseWork work, int threads) {
    var model =
        switch (work) {
          case RELU, RELU_LARGE -> OnnxModels.of(work, "Relu");
          case ADD -> OnnxModels.of(work, "Add");
          case EXP -> OnnxModels.of(work, "Exp");
          case SIGMOID -> OnnxModels.of(work, "Sigmoid");
          case TANH -> OnnxModels.of(work, "Tanh");
          case GELU -> OnnxModels.of(work, "Gelu", Attribute.of("approximate", "tanh"));
          case RELU_GRADIENT, DROPOUT -> null;
        };
    if (model == null) return Optional.empty();
    var arrays = work.arrays();
    var inputs = java.util.Arrays.copyOf(arrays, arrays.length - 1);
    return Optional.of(task(model, threads, arrays[0].length, inputs));
  }

  private static Optional<Task> softmax(SoftmaxWork work, int threads) {
    var arrays = work.arrays();
    return switch (work.function()) {
      case SOFTMAX ->
          Optional.of(task(OnnxModels.of(work, "Softmax"), threads, arrays[1].length, arrays[0]));
      case LOG_SOFTMAX ->
          Optional.of(
              task(OnnxModels.of(work, "LogSoftmax"), threads, arrays[1].length, arrays[0]));
      case CROSS_ENTROPY -> Optional.empty();
    };
  }

  private static Task plan(PlanWork work, int threads) {
    var images = Images.get().first(work.batch());
    var model = work.isImported() ? TorchExport.of(work.model()) : OnnxModels.of(work);
    return task(model, threads, work.batch() * Model.CLASSES, images);
  }

  private static Task task(byte[] model, int threads, int outputs, float[]... inputs) {
    return new OnnxTask(model, threads, outputs, UnaryOperator.identity(), inputs);
  }
}
