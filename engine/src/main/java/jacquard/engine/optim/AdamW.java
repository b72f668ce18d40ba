package jacquard.engine.optim;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import jacquard.kernels.Workspace;
import java.util.List;
import java.util.Objects;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2).
 *
 * @param beta1 how much of the mean gradient is kept each step, in {@code [0, 1)}
 * @param beta2 how much of the mean square is kept each step, in {@code [0, 1)}
 * @param epsilon added to the root of the mean square
 * @param weightDecay times the learning rate, the share of a weight that goes each step
 */
public record AdamW(double beta1, double beta2, double epsilon, WeightDecay weightDecay)
    implements UpdateRule {
  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AdamW {
    Require.fraction("beta1", beta1);
    Require.fraction("beta2", beta2);
    Require.nonNegative("epsilon", epsilon);
    Objects.requireNonNull(weightDecay, "weight decay must not be null");
  }

  /** PyTorch's defaults: 0.9, 0.999, 1e-8, decay 0.01 of every parameter. */
  public AdamW() {
    this(WeightDecay.of(0.01));
  }

  /** With a choice of decay. */
  public AdamW(WeightDecay weightDecay) {
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
            true,
            step,
            workspace);
  }
}
