package jacquard.kernels.vector;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Unary;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Bias and activation on rows of a contraction's output that were just written, so in L1. */
final class VectorEpilogue {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorEpilogue() {}

  /** Applies to {@code c[rows, n]}, whose first column takes bias number {@code column}. */
  static void apply(
      Epilogue epilogue, int rows, int n, int column, float[] c, int cOffset, int ldc) {
    var bias = epilogue.bias();
    if (bias != null) {
      int from = epilogue.biasOffset() + column;
      for (int i = 0; i < rows; i++) addBias(n, bias, from, c, cOffset + i * ldc);
    }
    for (int i = 0; i < rows; i++) activate(epilogue, n, c, cOffset + i * ldc);
  }

  /** Applies the activation to one row. */
  static void activate(Epilogue epilogue, int n, float[] c, int offset) {
    switch (epilogue.activation()) {
      case IDENTITY -> {}
      case RELU -> relu(n, c, offset);
      case LEAKY_RELU -> leakyRelu(n, epilogue.alpha(), c, offset);
      default -> throw new IllegalArgumentException();
    }
  }

  private static void addBias(int n, float[] bias, int biasOffset, float[] c, int offset) {
    int whole = SPECIES.loopBound(n);
    for (int j = 0; j < whole; j += LANES) {
      FloatVector.fromArray(SPECIES, c, offset + j)
          .add(FloatVector.fromArray(SPECIES, bias, biasOffset + j))
          .intoArray(c, offset + j);
    }
    if (whole == n) return;
    var mask = SPECIES.indexInRange(whole, n);
    FloatVector.fromArray(SPECIES, c, offset + whole, mask)
        .add(FloatVector.fromArray(SPECIES, bias, biasOffset + whole, mask))
        .intoArray(c, offset + whole, mask);
  }

  private static void relu(int n, float[] c, int offset) {
    int whole = SPECIES.loopBound(n);
    for (int j = 0; j < whole; j += LANES) {
      FloatVector.fromArray(SPECIES, c, offset + j).max(0).intoArray(c, offset + j);
    }
    if (whole == n) return;
    var mask = SPECIES.indexInRange(whole, n);
    FloatVector.fromArray(SPECIES, c, offset + whole, mask)
        .max(0)
        .intoArray(c, offset + whole, mask);
  }

  private static void leakyRelu(int n, float alpha, float[] c, int offset) {
    int whole = SPECIES.loopBound(n);
    for (int j = 0; j < whole; j += LANES) {
      var x = FloatVector.fromArray(SPECIES, c, offset + j);
      x.mul(alpha).blend(x, x.compare(VectorOperators.GT, 0)).intoArray(c, offset + j);
    }
    if (whole == n) return;
    var mask = SPECIES.indexInRange(whole, n);
    var x = FloatVector.fromArray(SPECIES, c, offset + whole, mask);
    x.mul(alpha)
        .blend(x, x.compare(VectorOperators.GT, 0))
        .intoArray(c, offset + whole, mask);
  }
}
