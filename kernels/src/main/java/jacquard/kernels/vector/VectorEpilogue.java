package jacquard.kernels.vector;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Unary;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Bias and activation on rows of a contraction's output that were just written, so in L1. A tile
 * that did this in registers would not fit the number of vector operations that C2 inlines; the
 * extra pass takes less than 1 % of a product with 250 multiply-adds an output. Belongs to one
 * thread.
 */
final class VectorEpilogue {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final float[] tail = new float[LANES];

  /** What {@code max} does not change where it is no ReLU. */
  static float floor(Epilogue epilogue) {
    return epilogue.activation() == Unary.RELU ? 0 : Float.NEGATIVE_INFINITY;
  }

  /** Copies the bias of {@code n} columns, or zeros, into a buffer. */
  static float[] bias(Epilogue epilogue, int n, float[] buffer) {
    if (epilogue.bias() == null) {
      Arrays.fill(buffer, 0, n, 0);
    } else {
      System.arraycopy(epilogue.bias(), epilogue.biasOffset(), buffer, 0, n);
    }
    return buffer;
  }

  /** Applies to {@code c[rows, n]}, whose first column takes bias number {@code column}. */
  void apply(Epilogue epilogue, int rows, int n, int column, float[] c, int cOffset, int ldc) {
    var bias = epilogue.bias();
    boolean relu = epilogue.activation() == Unary.RELU;
    if (bias != null) {
      int from = epilogue.biasOffset() + column;
      float floor = floor(epilogue);
      for (int i = 0; i < rows; i++) addBias(n, bias, from, floor, c, cOffset + i * ldc);
      if (relu) return;
    }
    activate(epilogue, rows, n, c, cOffset, ldc);
  }

  /** Applies the activation alone. */
  void activate(Epilogue epilogue, int rows, int n, float[] c, int cOffset, int ldc) {
    if (epilogue.activation() == Unary.IDENTITY) return;
    for (int i = 0; i < rows; i++) {
      activate(epilogue.activation(), epilogue.alpha(), n, c, cOffset + i * ldc);
    }
  }

  private void activate(Unary op, float alpha, int n, float[] c, int offset) {
    int end = offset + SPECIES.loopBound(n);
    if (offset < end) UnaryLoops.run(op, alpha, c, c, offset, end);
    if (end == offset + n) return;
    var mask = SPECIES.indexInRange(end, offset + n);
    FloatVector.fromArray(SPECIES, c, end, mask).intoArray(tail, 0);
    UnaryLoops.run(op, alpha, tail, tail, 0, LANES);
    FloatVector.fromArray(SPECIES, tail, 0).intoArray(c, end, mask);
  }

  private static void addBias(
      int n, float[] bias, int biasOffset, float floor, float[] c, int offset) {
    int whole = SPECIES.loopBound(n);
    for (int j = 0; j < whole; j += LANES) {
      var b = FloatVector.fromArray(SPECIES, bias, biasOffset + j);
      FloatVector.fromArray(SPECIES, c, offset + j).add(b).max(floor).intoArray(c, offset + j);
    }
    if (whole == n) return;
    var mask = SPECIES.indexInRange(whole, n);
    var b = FloatVector.fromArray(SPECIES, bias, biasOffset + whole, mask);
    FloatVector.fromArray(SPECIES, c, offset + whole, mask)
        .add(b)
        .max(floor)
        .intoArray(c, offset + whole, mask);
  }
}
