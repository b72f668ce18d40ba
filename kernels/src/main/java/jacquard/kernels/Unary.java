package jacquard.kernels;

/** Element-wise functions of one argument. {@code alpha} is a parameter that some of them take. */
public enum Unary {
  /** {@code x}. */
  IDENTITY,
  /** {@code max(x, 0)}. */
  RELU,
  /** {@code x} if positive, else {@code alpha * x}. */
  LEAKY_RELU,
  /** {@code x * Phi(x)} by its tanh approximation (Hendrycks and Gimpel 2016, section 2). */
  GELU,
  /** {@code x * sigmoid(x)}. */
  SILU,
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID,
  /** Hyperbolic tangent. */
  TANH,
  /** {@code e^x}. */
  EXP,
  /** Natural logarithm. */
  LOG,
  /** Square root. */
  SQRT,
  /** {@code -x}. */
  NEG,
  /** {@code |x|}. */
  ABS,
  /** {@code x * x}. */
  SQUARE,
  /** {@code 1 / x}. */
  RECIPROCAL,
  /** {@code alpha * x}. */
  SCALE,
  /** {@code x + alpha}. */
  SHIFT
}
