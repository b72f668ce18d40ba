package jacquard.engine.optim;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import jacquard.kernels.Workspace;
import java.util.List;
import java.util.Objects;

/**
 * Adaptive moments (Kingma and Ba 2015, algorithm 1).
 *
 * @param beta1 how much of the mean gradient is kept each step, in {@code [0, 1)}
 * @param beta2 how much of the mean square is kept each step, in {@code [0, 1)}
 * @param epsilon added to the root of the mean square
 * @param weightDecay added to the gradient
 */
public record Adam(double beta1, double beta2, double epsilon, WeightDecay weightDecay)
    implements UpdateRule {
  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Adam {
    Require.fraction("beta1", beta1);
    Require.fraction("beta2", beta2);
    Require.nonNegative("epsilon", epsilon);
    Objects.requireNonNull(weightDecay, "weight decay must not be null");
  }

  /** PyTorch's defaults: 0.9, 0.999, 1e-8, no decay. */
  public Adam() {
    this(WeightDecay.NONE);
  }

  /** With a choice of decay. */
  public Adam(WeightDecay weightDecay) {
    this(0.9, 0.999, 1e-8, weightDecay);
  }

  @Override
  public List<String> stateNames() {
    return List.of("exp_avg", "exp_avg_sq");
  }

  @Override
  public void update(
      Tensor parameter, List<Tensor> state, double rate, long step, Workspace workspace) {
    Kernels.optimizerUpdate()
        .adam(
            parameter.size(),
            parameter.floats(),
            parameter.grad().floats(),
            state.get(0).floats(),
            state.get(1).floats(),
            rate,
            beta1,
            beta2,
            epsilon,
            weightDecay.of(parameter),
            false,
            step,
            workspace);
  }
}
