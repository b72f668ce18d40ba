package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Kernels;
import jacquard.kernels.Unary;
import java.util.List;

/**
 * {@code activation(x W + b)}: inputs {@code x[..., in]}, {@code W[in, out]} and optionally {@code
 * b[out]}.
 *
 * @param activation fused into the product's last store
 * @param alpha its parameter
 */
public record Linear(Unary activation, float alpha) implements Contraction {
  /** Without activation. */
  public Linear() {
    this(Unary.IDENTITY, 0);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.get(0);
    var w = inputs.get(1);
    if (x.rank() < 1 || w.rank() != 2 || x.dim(-1) != w.dim(0)) {
      throw new ShapeException("input %s does not fit weights [in, out] %s".formatted(x, w));
    }
    FusedActivation.checkBias(inputs, w.dim(1));
    return x.with(-1, w.dim(1));
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    contract(call, inputs, output, FusedActivation.epilogue(inputs, activation, alpha));
  }

  private static void contract(Call call, List<Tensor> inputs, Tensor output, Epilogue epilogue) {
    var x = inputs.get(0);
    var w = inputs.get(1);
    int in = w.dim(0);
    int out = w.dim(1);
    Kernels.gemm()
        .gemm(
            false,
            false,
            x.size() / in,
            out,
            in,
            x.floats(),
            0,
            in,
            w.floats(),
            0,
            out,
            output.floats(),
            0,
            out,
            false,
            epilogue,
            call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var x = inputs.get(0);
    var w = inputs.get(1);
    int in = w.dim(0);
    int out = w.dim(1);
    int rows = x.size() / in;
    var dz =
        FusedActivation.backward(
            call,
            activation,
            alpha,
            output,
            gradOutput,
            (y, e) -> contract(call, inputs, y, e),
            inputs);
    var gradients = new Tensor[inputs.size()];
    if (call.needsGradient(0)) {
      gradients[0] = call.allocate(x.shape());
      Kernels.gemm()
          .gemm(
              false,
              true,
              rows,
              in,
              out,
              dz.floats(),
              0,
              out,
              w.floats(),
              0,
              out,
              gradients[0].floats(),
              0,
              in,
              false,
              Epilogue.NONE,
              call.workspace());
    }
    if (call.needsGradient(1)) {
      gradients[1] = call.allocate(w.shape());
      Kernels.gemm()
          .gemm(
              true,
              false,
              in,
              out,
              rows,
              x.floats(),
              0,
              in,
              dz.floats(),
              0,
              out,
              gradients[1].floats(),
              0,
              out,
              false,
              Epilogue.NONE,
              call.workspace());
    }
    if (inputs.size() > 2 && call.needsGradient(2)) {
      gradients[2] = FusedActivation.biasGradient(call, dz, out);
    }
    return gradients;
  }
}
