package jacquard.engine.optim;

import jacquard.engine.autograd.Context;
import jacquard.engine.nn.Parameter;
import jacquard.kernels.Kernels;
import jacquard.kernels.Unary;
import java.util.Collection;

/** What is done to all gradients together. */
public final class Gradients {
  /** Keeps the quotient finite, as in PyTorch. */
  private static final double EPSILON = 1e-6;

  private Gradients() {}

  /**
   * Scales all gradients so that their joint Euclidean norm is at most {@code max} (Pascanu et al.
   * 2013, algorithm 1).
   *
   * @return the norm before
   * @throws IllegalArgumentException if {@code max} is not positive
   */
  public static double clipNorm(Collection<Parameter> parameters, double max) {
    Require.positive("the largest gradient norm", max);
    var workspace = Context.current().workspace();
    double squares = 0;
    for (var parameter : parameters) {
      var grad = parameter.grad();
      if (grad == null) continue;
      squares += Kernels.reduction().sumOfSquares(grad.size(), grad.floats(), workspace);
    }
    double norm = Math.sqrt(squares);
    float factor = (float) (max / (norm + EPSILON));
    if (factor >= 1) return norm;
    for (var parameter : parameters) {
      var grad = parameter.grad();
      if (grad == null) continue;
      Kernels.elementwise()
          .unary(Unary.SCALE, factor, grad.size(), grad.floats(), grad.floats(), workspace);
    }
    return norm;
  }
}
