package jacquard.kernels.scalar;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Unary;

/** Bias and activation on one row of a contraction's output. */
final class ScalarEpilogue {
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
      c[cOffset + j] =
          ScalarElementwise.apply(epilogue.activation(), epilogue.alpha(), c[cOffset + j]);
    }
  }
}
