package jacquard.kernels.scalar;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Unary;

/** Bias and activation on one row of a contraction's output. */
final class ScalarEpilogue {
  private static final float SQRT_2_OVER_PI = (float) Math.sqrt(2 / Math.PI);

  private ScalarEpilogue() {}

  /** {@code c[j] = activation(c[j] + bias[j])} for {@code n} values. */
  static void apply(Epilogue epilogue, int n, float[] c, int cOffset) {
    var bias = epilogue.bias();
    if (bias != null) {
      int biasOffset = epilogue.biasOffset();
      for (int j = 0; j < n; j++) c[cOffset + j] += bias[biasOffset + j];
    }
    if (epilogue.activation() == Unary.IDENTITY) return;
    for (int j = 0; j < n; j++) {
      c[cOffset + j] = activate(epilogue.activation(), epilogue.alpha(), c[cOffset + j]);
    }
  }

  private static float activate(Unary activation, float alpha, float x) {
    return switch (activation) {
      case IDENTITY -> x;
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x > 0 ? x : alpha * x;
      case SIGMOID -> sigmoid(x);
      case SILU -> x * sigmoid(x);
      case TANH -> (float) Math.tanh(x);
      case GELU -> gelu(x);
      case EXP, LOG, SQRT, NEG, ABS, SQUARE, RECIPROCAL, SCALE, SHIFT ->
          throw new IllegalArgumentException(
              activation + " is not an activation that an epilogue can apply");
    };
  }

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  private static float gelu(float x) {
    double inner = SQRT_2_OVER_PI * (x + 0.044715 * x * x * x);
    return (float) (0.5 * x * (1 + Math.tanh(inner)));
  }
}
