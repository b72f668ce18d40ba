package jacquard.kernels.scalar;

import jacquard.kernels.Binary;
import jacquard.kernels.Elementwise;
import jacquard.kernels.Philox;
import jacquard.kernels.Unary;
import jacquard.kernels.Workspace;

/**
 * Element-wise functions, one element at a time. Transcendental functions are computed in double
 * precision and rounded once.
 */
public final class ScalarElementwise implements Elementwise {
  /** {@code sqrt(2 / pi)}, of the tanh approximation of GELU. */
  private static final double GELU_SCALE = 0.7978845608028654;

  private static final double GELU_CUBIC = 0.044715;

  private static final Workspace.Slot<int[]> WORDS = Workspace.Slot.of(() -> new int[4]);

  @Override
  public void unary(Unary op, float alpha, int n, float[] x, float[] y, Workspace workspace) {
    for (int i = 0; i < n; i++) y[i] = apply(op, alpha, x[i]);
  }

  /** {@code op(x)}. */
  static float apply(Unary op, float alpha, float x) {
    return switch (op) {
      case IDENTITY -> x;
      case RELU -> x <= 0 ? 0 : x;
      case LEAKY_RELU -> x > 0 ? x : alpha * x;
      case GELU -> (float) (x * sigmoid(2 * geluArgument(x)));
      case SILU -> (float) (x * sigmoid(x));
      case SIGMOID -> (float) sigmoid(x);
      case TANH -> (float) Math.tanh(x);
      case EXP -> (float) Math.exp(x);
      case LOG -> (float) Math.log(x);
      case SQRT -> (float) Math.sqrt(x);
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SQUARE -> x * x;
      case RECIPROCAL -> 1 / x;
      case SCALE -> alpha * x;
      case SHIFT -> x + alpha;
    };
  }

  @Override
  public void unaryBackward(
      Unary op,
      float alpha,
      int n,
      float[] x,
      float[] y,
      float[] dy,
      float[] dx,
      Workspace workspace) {
    var read = Elementwise.backwardReadsOutput(op) ? y : x;
    for (int i = 0; i < n; i++) dx[i] = applyBackward(op, alpha, read[i], dy[i]);
  }

  /**
   * {@code g * op'}, from {@code v}: the output where the op's derivative reads it, else the input.
   */
  private static float applyBackward(Unary op, float alpha, float v, float g) {
    return switch (op) {
      case IDENTITY, SHIFT -> g;
      case RELU -> v <= 0 ? 0 : g;
      case LEAKY_RELU -> v > 0 ? g : alpha * g;
      case GELU -> (float) (g * geluDerivative(v));
      case SILU -> (float) (g * siluDerivative(v));
      case SIGMOID -> g * v * (1 - v);
      case TANH -> g * (1 - v * v);
      case EXP -> g * v;
      case LOG -> g / v;
      case SQRT -> g / (2 * v);
      case NEG -> -g;
      case ABS -> v > 0 ? g : v < 0 ? -g : 0;
      case SQUARE -> g * (2 * v);
      case RECIPROCAL -> -g * v * v;
      case SCALE -> alpha * g;
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double siluDerivative(double x) {
    double s = sigmoid(x);
    return s + x * s * (1 - s);
  }

  /** With {@code u} this, the tanh approximation is {@code x/2 (1 + tanh u) = x sigmoid(2u)}. */
  private static double geluArgument(double x) {
    return GELU_SCALE * (x + GELU_CUBIC * x * x * x);
  }

  private static double geluDerivative(double x) {
    double s = sigmoid(2 * geluArgument(x));
    return s + x * s * (1 - s) * 2 * GELU_SCALE * (1 + 3 * GELU_CUBIC * x * x);
  }

  @Override
  public void equal(int n, float[] a, float[] b, float[] y, Workspace workspace) {
    for (int i = 0; i < n; i++) y[i] = a[i] == b[i] ? 1f : 0f;
  }

  @Override
  public void binary(Binary op, int n, float[] a, float[] b, float[] y, Workspace workspace) {
    for (int i = 0; i < n; i++) y[i] = apply(op, a[i], b[i]);
  }

  @Override
  public void binary(
      Binary op,
      int[] dims,
      float[] a,
      int[] aStrides,
      float[] b,
      int[] bStrides,
      float[] y,
      Workspace workspace) {
    int n = 1;
    for (int dim : dims) n *= dim;
    for (int i = 0; i < n; i++) {
      int rest = i;
      int ai = 0;
      int bi = 0;
      for (int d = dims.length - 1; d >= 0; d--) {
        int index = rest % dims[d];
        rest /= dims[d];
        ai += index * aStrides[d];
        bi += index * bStrides[d];
      }
      y[i] = apply(op, a[ai], b[bi]);
    }
  }

  private static float apply(Binary op, float a, float b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  @Override
  public void dropout(
      float rate, long seed, long stream, int n, float[] x, float[] y, Workspace workspace) {
    var words = workspace.get(WORDS);
    float scale = 1 / (1 - rate);
    for (int i = 0; i < n; i++) {
      if (i % 4 == 0) Philox.block(seed, stream, i / 4, words, 0);
      boolean keep = (words[i % 4] >>> 8) * 0x1p-24f >= rate;
      y[i] = keep ? x[i] * scale : 0;
    }
  }

  @Override
  public void axpby(int n, float alpha, float[] x, float beta, float[] y, Workspace workspace) {
    for (int i = 0; i < n; i++) y[i] = y[i] * beta + alpha * x[i];
  }
}
