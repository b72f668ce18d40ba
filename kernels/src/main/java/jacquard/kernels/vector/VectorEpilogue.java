package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Unary;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Bias and activation on rows of a contraction's output that were just written, so in L1. A tile
 * that did this in registers would not fit the number of vector operations that C2 inlines; the
 * extra pass takes less than 1 % of a product with 250 multiply-adds an output. Belongs to one
 * thread.
 */
final class VectorEpilogue {
  private static final int TAIL_ROWS = 8;

  private final float[] tails = new float[TAIL_ROWS * LANES];
  private final float[] tailBias = new float[LANES];

  /** What {@code max} does not change where there is no ReLU. */
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
    if (epilogue.bias() != null) {
      int whole = SPECIES.loopBound(n);
      int from = epilogue.biasOffset() + column;
      for (int i = 0; i < rows; i++) {
        addBias(whole, epilogue.bias(), from, floor(epilogue), c, cOffset + i * ldc);
      }
      if (whole < n)
        addTailBias(epilogue, rows, n - whole, column + whole, c, cOffset + whole, ldc);
      if (epilogue.activation() == Unary.RELU) return;
    }
    activate(epilogue, rows, n, c, cOffset, ldc);
  }

  /** Applies to the first {@code n} lanes of {@code x[rows, LANES]}; the others are free. */
  void applyPadded(Epilogue epilogue, int rows, int n, float[] x) {
    if (epilogue.bias() != null) {
      addPadded(epilogue, rows, n, 0, x);
      if (epilogue.activation() == Unary.RELU) return;
    }
    activate(epilogue, rows, LANES, x, 0, LANES);
  }

  private static void addBias(
      int n, float[] bias, int biasOffset, float floor, float[] c, int offset) {
    for (int j = 0; j < n; j += LANES) {
      var b = FloatVector.fromArray(SPECIES, bias, biasOffset + j);
      var v = FloatVector.fromArray(SPECIES, c, offset + j).add(b);
      v.blend(floor, v.compare(LE, floor)).intoArray(c, offset + j); // quicker than max; NaN stays
    }
  }

  /** For less than a vector of {@code n} columns, through a buffer a few rows at a time. */
  private void addTailBias(
      Epilogue epilogue, int rows, int n, int column, float[] c, int cOffset, int ldc) {
    for (int i = 0; i < rows; i += TAIL_ROWS) {
      int count = Math.min(TAIL_ROWS, rows - i);
      int from = cOffset + i * ldc;
      Blocks.copy(count, n, c, from, ldc, tails, 0, LANES);
      addPadded(epilogue, count, n, column, tails);
      Blocks.copy(count, n, tails, 0, LANES, c, from, ldc);
    }
  }

  private void addPadded(Epilogue epilogue, int rows, int n, int column, float[] x) {
    System.arraycopy(epilogue.bias(), epilogue.biasOffset() + column, tailBias, 0, n);
    float floor = floor(epilogue);
    var b = FloatVector.fromArray(SPECIES, tailBias, 0);
    for (int t = 0; t < rows * LANES; t += LANES) {
      var v = FloatVector.fromArray(SPECIES, x, t).add(b);
      v.blend(floor, v.compare(LE, floor)).intoArray(x, t);
    }
  }

  /** Applies the activation alone. */
  void activate(Epilogue epilogue, int rows, int n, float[] c, int cOffset, int ldc) {
    if (epilogue.activation() == Unary.IDENTITY) return;
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < 2 * rows; i++) { // each row's whole vectors, then its tail
      boolean body = i % 2 == 0;
      if (whole == (body ? 0 : n)) continue;
      int offset = cOffset + i / 2 * ldc;
      float[] v = body ? c : tails;
      int from = body ? offset : 0;
      if (!body) System.arraycopy(c, offset + whole, tails, 0, n - whole);
      int to = from + (body ? whole : LANES);
      UnaryLoops.run(epilogue.activation(), epilogue.alpha(), v, v, from, to);
      if (!body) System.arraycopy(tails, 0, c, offset + whole, n - whole);
    }
  }
}
