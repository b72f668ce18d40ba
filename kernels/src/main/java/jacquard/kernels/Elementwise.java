package jacquard.kernels;

/** Element-wise functions, their derivatives, and broadcasting. */
public interface Elementwise {
  /** {@code y[i] = op(x[i])} for {@code i < n}; {@code x} and {@code y} may be the same array. */
  void unary(Unary op, float alpha, int n, float[] x, float[] y, Workspace workspace);

  /**
   * {@code dx[i] = dy[i] * op'(x[i])}. Each op reads either {@code x} or {@code y = op(x)}, see
   * {@link #backwardReadsOutput}; the other may be {@code null}.
   */
  void unaryBackward(
      Unary op,
      float alpha,
      int n,
      float[] x,
      float[] y,
      float[] dy,
      float[] dx,
      Workspace workspace);

  /** Whether the derivative is computed from the output (else from the input). */
  static boolean backwardReadsOutput(Unary op) {
    return switch (op) {
      case RELU, SIGMOID, TANH, EXP, SQRT, RECIPROCAL -> true;
      case IDENTITY, LEAKY_RELU, GELU, SILU, LOG, NEG, ABS, SQUARE, SCALE, SHIFT -> false;
    };
  }

  /** {@code y[i] = op(a[i], b[i])} for {@code i < n}; {@code y} may be {@code a} or {@code b}. */
  void binary(Binary op, int n, float[] a, float[] b, float[] y, Workspace workspace);

  /** {@code y[i] = a[i] == b[i] ? 1 : 0} for {@code i < n}. */
  void equal(int n, float[] a, float[] b, float[] y, Workspace workspace);

  /**
   * {@link #binary} with broadcasting: {@code y} is contiguous with shape {@code dims}; an axis
   * along which an operand is repeated has stride 0 in it.
   */
  void binary(
      Binary op,
      int[] dims,
      float[] a,
      int[] aStrides,
      float[] b,
      int[] bStrides,
      float[] y,
      Workspace workspace);

  /**
   * Inverted dropout (Srivastava et al. 2014, section 10): {@code y[i] = keep(i) ? x[i] / (1 -
   * rate) : 0}, where {@code keep(i)} is drawn with probability {@code 1 - rate} from element
   * {@code i} of {@code new Philox(seed, stream)}. Drawing by counter, the backward pass is the
   * same call on the gradient: no mask is stored.
   */
  void dropout(
      float rate, long seed, long stream, int n, float[] x, float[] y, Workspace workspace);

  /** {@code y[i] = y[i] * beta + alpha * x[i]} for {@code i < n}. */
  void axpby(int n, float alpha, float[] x, float beta, float[] y, Workspace workspace);
}
