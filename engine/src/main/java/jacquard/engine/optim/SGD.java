package jacquard.engine.optim;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import jacquard.kernels.Workspace;
import java.util.List;
import java.util.Objects;

/**
 * Stochastic gradient descent with momentum (Sutskever et al. 2013, as in PyTorch).
 *
 * @param momentum how much of the velocity is kept each step, in {@code [0, 1)}
 * @param dampening how much of the gradient does not enter the velocity, in {@code [0, 1)}
 * @param weightDecay added to the gradient
 * @param nesterov look ahead along the velocity; needs momentum and no dampening
 */
public record SGD(double momentum, double dampening, WeightDecay weightDecay, boolean nesterov)
    implements UpdateRule {
  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public SGD {
    Require.fraction("momentum", momentum);
    Require.fraction("dampening", dampening);
    Objects.requireNonNull(weightDecay, "weight decay must not be null");
    if (nesterov && (momentum == 0 || dampening != 0)) {
      throw new IllegalArgumentException("Nesterov momentum needs a momentum and no dampening");
    }
  }

  /** Plain gradient descent. */
  public SGD() {
    this(0);
  }

  /** With momentum, without decay. */
  public SGD(double momentum) {
    this(momentum, 0, WeightDecay.NONE, false);
  }

  @Override
  public List<String> stateNames() {
    return momentum == 0 ? List.of() : List.of("momentum_buffer");
  }

  @Override
  public void update(
      Tensor parameter, List<Tensor> state, double rate, long step, Workspace workspace) {
    Kernels.optimizerUpdate()
        .sgd(
            parameter.size(),
            parameter.floats(),
            parameter.grad().floats(),
            state.isEmpty() ? null : state.getFirst().floats(),
            rate,
            momentum,
            dampening,
            weightDecay.of(parameter),
            nesterov,
            step == 1,
            workspace);
  }
}
