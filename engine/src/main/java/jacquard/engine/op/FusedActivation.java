package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Elementwise;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Kernels;
import jacquard.kernels.Unary;
import java.util.List;
import java.util.function.BiConsumer;

/** What contractions with a fused bias (their third input, if any) and activation share. */
final class FusedActivation {
  private FusedActivation() {}

  static void checkBias(List<Shape> inputs, int channels) {
    if (inputs.size() > 2 && !inputs.get(2).equals(Shape.of(channels))) {
      throw new ShapeException(
          "bias %s does not fit %d output channels".formatted(inputs.get(2), channels));
    }
  }

  static Epilogue epilogue(List<Tensor> inputs, Unary activation, float alpha) {
    return Epilogue.of(inputs.size() > 2 ? inputs.get(2).floats() : null, activation, alpha);
  }

  /**
   * The gradient before the activation. Where the derivative needs the activation's input, which
   * fusion did not keep, {@code contract} computes it again.
   */
  static Tensor backward(
      Call call,
      Unary activation,
      float alpha,
      Tensor output,
      Tensor gradOutput,
      BiConsumer<Tensor, Epilogue> contract,
      List<Tensor> inputs) {
    if (activation == Unary.IDENTITY) return gradOutput;
    var dz = call.allocate(output.shape());
    float[] x = null;
    if (!Elementwise.backwardReadsOutput(activation)) {
      var recomputed = call.allocate(output.shape());
      contract.accept(recomputed, epilogue(inputs, Unary.IDENTITY, 0));
      x = recomputed.floats();
    }
    Kernels.elementwise()
        .unaryBackward(
            activation,
            alpha,
            output.size(),
            x,
            output.floats(),
            gradOutput.floats(),
            dz.floats(),
            call.workspace());
    return dz;
  }

  /** The sum over everything but the channels. */
  static Tensor biasGradient(Call call, Tensor dz, int channels) {
    var db = call.allocate(Shape.of(channels));
    Kernels.reduction()
        .sum(1, dz.size() / channels, channels, dz.floats(), db.floats(), call.workspace());
    return db;
  }
}
