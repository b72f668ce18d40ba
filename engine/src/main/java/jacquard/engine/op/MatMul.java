package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Kernels;
import java.util.List;

/**
 * A batch of matrix products {@code a[..., m, k] b[..., k, n]} with equal leading axes.
 *
 * @param transA {@code a} is stored as {@code [..., k, m]}
 * @param transB {@code b} is stored as {@code [..., n, k]}
 */
public record MatMul(boolean transA, boolean transB) implements Contraction {
  /** Without transposition. */
  public MatMul() {
    this(false, false);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var a = inputs.get(0);
    var b = inputs.get(1);
    boolean fits = a.rank() >= 2 && a.rank() == b.rank();
    for (int i = 0; fits && i < a.rank() - 2; i++) fits = a.dim(i) == b.dim(i);
    if (!fits || a.dim(transA ? -2 : -1) != b.dim(transB ? -1 : -2)) {
      throw new ShapeException(
          "cannot multiply %s%s and %s%s"
              .formatted(a, transA ? " transposed" : "", b, transB ? " transposed" : ""));
    }
    return a.with(-2, a.dim(transA ? -1 : -2)).with(-1, b.dim(transB ? -2 : -1));
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    multiply(call, transA, transB, inputs.get(0), inputs.get(1), output);
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var a = inputs.get(0);
    var b = inputs.get(1);
    Tensor da = null;
    Tensor db = null;
    if (call.needsGradient(0)) {
      da = call.allocate(a.shape());
      if (transA) multiply(call, transB, true, b, gradOutput, da);
      else multiply(call, false, !transB, gradOutput, b, da);
    }
    if (call.needsGradient(1)) {
      db = call.allocate(b.shape());
      if (transB) multiply(call, true, transA, gradOutput, a, db);
      else multiply(call, !transA, false, a, gradOutput, db);
    }
    return new Tensor[] {da, db};
  }

  private static void multiply(
      Call call, boolean transA, boolean transB, Tensor a, Tensor b, Tensor c) {
    int m = c.dim(-2);
    int n = c.dim(-1);
    int k = a.dim(transA ? -2 : -1);
    for (int i = 0, batch = c.shape().product(0, c.shape().rank() - 2); i < batch; i++) {
      Kernels.gemm()
          .gemm(
              transA,
              transB,
              m,
              n,
              k,
              a.floats(),
              i * m * k,
              a.dim(-1),
              b.floats(),
              i * k * n,
              b.dim(-1),
              c.floats(),
              i * m * n,
              n,
              false,
              Epilogue.NONE,
              call.workspace());
    }
  }
}
