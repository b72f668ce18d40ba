package jacquard.engine.optim;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import jacquard.kernels.Workspace;
import java.util.List;
import java.util.Objects;

/**
 * Division by the root of the mean square (Hinton, lecture 6e, as in PyTorch).
 *
 * @param alpha how much of the mean square is kept each step, in {@code [0, 1)}
 * @param epsilon added to the root of the mean square
 * @param weightDecay added to the gradient
 * @param momentum how much of the last move is repeated, in {@code [0, 1)}
 */
public record RMSprop(double alpha, double epsilon, WeightDecay weightDecay, double momentum)
    implements UpdateRule {
  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RMSprop {
    Require.fraction("alpha", alpha);
    Require.nonNegative("epsilon", epsilon);
    Require.fraction("momentum", momentum);
    Objects.requireNonNull(weightDecay, "weight decay must not be null");
  }

  /** PyTorch's defaults: 0.99, 1e-8, no decay, no momentum. */
  public RMSprop() {
    this(0.99, 1e-8, WeightDecay.NONE, 0);
  }

  @Override
  public List<String> stateNames() {
    return momentum == 0 ? List.of("square_avg") : List.of("square_avg", "momentum_buffer");
  }

  @Override
  public void update(
      Tensor parameter, List<Tensor> state, double rate, long step, Workspace workspace) {
    Kernels.optimizerUpdate()
        .rmsprop(
            parameter.size(),
            parameter.floats(),
            parameter.grad().floats(),
            state.get(0).floats(),
            momentum == 0 ? null : state.get(1).floats(),
            rate,
            alpha,
            epsilon,
            weightDecay.of(parameter),
            momentum,
            workspace);
  }
}
