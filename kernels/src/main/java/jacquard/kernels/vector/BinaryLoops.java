package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jacquard.kernels.Binary;

/** {@code y = op(a, b)}, a loop for each function. */
final class BinaryLoops {
  private BinaryLoops() {}

  /** Computes {@code n} elements, from the given place in each array on. */
  static void run(Binary op, float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    switch (op) {
      case ADD -> add(a, ai, b, bi, y, yi, n);
      case SUB -> sub(a, ai, b, bi, y, yi, n);
      case MUL -> mul(a, ai, b, bi, y, yi, n);
      case DIV -> div(a, ai, b, bi, y, yi, n);
      case MAX -> max(a, ai, b, bi, y, yi, n);
      case MIN -> min(a, ai, b, bi, y, yi, n);
    }
  }

  private static void add(float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      fromArray(SPECIES, a, ai + i).add(fromArray(SPECIES, b, bi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      fromArray(SPECIES, a, ai + i, mask)
          .add(fromArray(SPECIES, b, bi + i, mask))
          .intoArray(y, yi + i, mask);
    }
  }

  private static void sub(float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      fromArray(SPECIES, a, ai + i).sub(fromArray(SPECIES, b, bi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      fromArray(SPECIES, a, ai + i, mask)
          .sub(fromArray(SPECIES, b, bi + i, mask))
          .intoArray(y, yi + i, mask);
    }
  }

  private static void mul(float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      fromArray(SPECIES, a, ai + i).mul(fromArray(SPECIES, b, bi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      fromArray(SPECIES, a, ai + i, mask)
          .mul(fromArray(SPECIES, b, bi + i, mask))
          .intoArray(y, yi + i, mask);
    }
  }

  private static void div(float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      fromArray(SPECIES, a, ai + i).div(fromArray(SPECIES, b, bi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      fromArray(SPECIES, a, ai + i, mask)
          .div(fromArray(SPECIES, b, bi + i, mask))
          .intoArray(y, yi + i, mask);
    }
  }

  private static void max(float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      fromArray(SPECIES, a, ai + i).max(fromArray(SPECIES, b, bi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      fromArray(SPECIES, a, ai + i, mask)
          .max(fromArray(SPECIES, b, bi + i, mask))
          .intoArray(y, yi + i, mask);
    }
  }

  private static void min(float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      fromArray(SPECIES, a, ai + i).min(fromArray(SPECIES, b, bi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      fromArray(SPECIES, a, ai + i, mask)
          .min(fromArray(SPECIES, b, bi + i, mask))
          .intoArray(y, yi + i, mask);
    }
  }
}
