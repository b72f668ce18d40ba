package jacquard.kernels;

/**
 * One step of an optimiser on the first {@code n} elements of a parameter, in place. The factors
 * that hyper-parameters make are computed in double precision and rounded once, as PyTorch does
 * ({@code 1 - 0.999f} would be off by 5e-5).
 */
public interface OptimizerUpdate {
  /**
   * Stochastic gradient descent: {@code g += weightDecay * p; v = momentum * v + (1 - dampening) *
   * g; p -= rate * (nesterov ? g + momentum * v : v)} (Sutskever et al. 2013, as in PyTorch).
   *
   * @param v velocity; {@code null} where momentum is 0
   * @param first the velocity is set to {@code g} (PyTorch's first step)
   */
  void sgd(
      int n,
      float[] p,
      float[] g,
      float[] v,
      double rate,
      double momentum,
      double dampening,
      double weightDecay,
      boolean nesterov,
      boolean first,
      Workspace workspace);

  /**
   * Adam (Kingma and Ba 2015, algorithm 1) and AdamW (Loshchilov and Hutter 2019, algorithm 2).
   *
   * @param m first moment
   * @param v second moment
   * @param step the step's number, from 1, for the bias correction
   * @param decoupled AdamW: {@code p -= rate * weightDecay * p} instead of adding the decay to g
   */
  void adam(
      int n,
      float[] p,
      float[] g,
      float[] m,
      float[] v,
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean decoupled,
      long step,
      Workspace workspace);

  /**
   * RMSprop (Hinton, lecture 6e, as in PyTorch): {@code s = alpha * s + (1 - alpha) * g^2; u = g /
   * (sqrt(s) + epsilon)}; with momentum {@code b = momentum * b + u; p -= rate * b}.
   *
   * @param s mean square
   * @param b momentum buffer; {@code null} where momentum is 0
   */
  void rmsprop(
      int n,
      float[] p,
      float[] g,
      float[] s,
      float[] b,
      double rate,
      double alpha,
      double epsilon,
      double weightDecay,
      double momentum,
      Workspace workspace);
}
