package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.ConvShape;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Kernels;
import jacquard.kernels.Unary;
import java.util.List;

/**
 * {@code activation(x * W + b)}, two-dimensional cross-correlation: inputs {@code x[n, h, w, c]},
 * {@code W[kh, kw, c / groups, k]} and optionally {@code b[k]}; output {@code [n, outH, outW, k]}.
 *
 * @param strideH vertical stride
 * @param strideW horizontal stride
 * @param padTop zeros above
 * @param padLeft zeros to the left
 * @param padBottom zeros below
 * @param padRight zeros to the right
 * @param groups groups of channels; {@code c} for depthwise
 * @param activation fused into the last store
 * @param alpha its parameter
 */
public record Conv2d(
    int strideH,
    int strideW,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight,
    int groups,
    Unary activation,
    float alpha)
    implements Contraction {
  /** The same stride and padding everywhere, no activation. */
  public Conv2d(int stride, int padding, int groups) {
    this(stride, stride, padding, padding, padding, padding, groups, Unary.IDENTITY, 0);
  }

  /** This convolution with a fused activation. */
  public Conv2d with(Unary activation, float alpha) {
    return new Conv2d(
        strideH, strideW, padTop, padLeft, padBottom, padRight, groups, activation, alpha);
  }

  /** The kernel's view of the shapes. */
  public ConvShape convShape(Shape x, Shape w) {
    if (x.rank() != 4 || w.rank() != 4 || x.dim(3) != w.dim(2) * groups) {
      throw new ShapeException(
          "input [n, h, w, c] %s does not fit weights [kh, kw, c / %d, k] %s"
              .formatted(x, groups, w));
    }
    try {
      return new ConvShape(
          x.dim(0), x.dim(1), x.dim(2), x.dim(3), w.dim(3), w.dim(0), w.dim(1), strideH, strideW,
          padTop, padLeft, padBottom, padRight, groups);
    } catch (ShapeException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ShapeException("input %s, weights %s: %s".formatted(x, w, e.getMessage()));
    }
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var conv = convShape(inputs.get(0), inputs.get(1));
    FusedActivation.checkBias(inputs, conv.k());
    return Shape.of(conv.n(), conv.outH(), conv.outW(), conv.k());
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    contract(call, inputs, output, FusedActivation.epilogue(inputs, activation, alpha));
  }

  private void contract(Call call, List<Tensor> inputs, Tensor output, Epilogue epilogue) {
    var x = inputs.get(0);
    var w = inputs.get(1);
    Kernels.convolution()
        .forward(
            convShape(x.shape(), w.shape()),
            x.floats(),
            w.floats(),
            epilogue,
            output.floats(),
            call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var x = inputs.get(0);
    var w = inputs.get(1);
    var conv = convShape(x.shape(), w.shape());
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
      Kernels.convolution()
          .backwardData(conv, dz.floats(), w.floats(), gradients[0].floats(), call.workspace());
    }
    if (call.needsGradient(1)) {
      gradients[1] = call.allocate(w.shape());
      Kernels.convolution()
          .backwardWeights(conv, x.floats(), dz.floats(), gradients[1].floats(), call.workspace());
    }
    if (inputs.size() > 2 && call.needsGradient(2)) {
      gradients[2] = FusedActivation.biasGradient(call, dz, conv.k());
    }
    return gradients;
  }
}
