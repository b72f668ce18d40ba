package jacquard.engine.optim;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Workspace;
import java.util.List;

/**
 * How a parameter moves along its gradient. Rules are records of hyper-parameters, without a
 * learning rate (that is the {@link Schedule}'s) and without state (that is the {@link
 * Optimizer}'s).
 */
public sealed interface UpdateRule permits SGD, Adam, AdamW, RMSprop {
  /** The pull towards zero. */
  WeightDecay weightDecay();

  /** PyTorch's names of the tensors that the rule keeps for every parameter. */
  List<String> stateNames();

  /**
   * Moves a parameter that has a gradient.
   *
   * @param state one tensor of the parameter's shape for each of {@link #stateNames}, zeros at
   *     first
   * @param rate the learning rate
   * @param step the step's number, from 1
   */
  void update(Tensor parameter, List<Tensor> state, double rate, long step, Workspace workspace);
}
