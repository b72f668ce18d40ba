package jacquard.kernels.vector;

import static jacquard.kernels.vector.VectorMath.LANES;
import static jacquard.kernels.vector.VectorMath.SPECIES;

import jacquard.kernels.Binary;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

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

  private static FloatVector at(float[] x, int i) {
    return FloatVector.fromArray(SPECIES, x, i);
  }

  private static FloatVector at(float[] x, int i, VectorMask<Float> mask) {
    return FloatVector.fromArray(SPECIES, x, i, mask);
  }

  private static void add(float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      at(a, ai + i).add(at(b, bi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      at(a, ai + i, mask).add(at(b, bi + i, mask)).intoArray(y, yi + i, mask);
    }
  }

  private static void sub(float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      at(a, ai + i).sub(at(b, bi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      at(a, ai + i, mask).sub(at(b, bi + i, mask)).intoArray(y, yi + i, mask);
    }
  }

  private static void mul(float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      at(a, ai + i).mul(at(b, bi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      at(a, ai + i, mask).mul(at(b, bi + i, mask)).intoArray(y, yi + i, mask);
    }
  }

  private static void div(float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      at(a, ai + i).div(at(b, bi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      at(a, ai + i, mask).div(at(b, bi + i, mask)).intoArray(y, yi + i, mask);
    }
  }

  private static void max(float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      at(a, ai + i).max(at(b, bi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      at(a, ai + i, mask).max(at(b, bi + i, mask)).intoArray(y, yi + i, mask);
    }
  }

  private static void min(float[] a, int ai, float[] b, int bi, float[] y, int yi, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      at(a, ai + i).min(at(b, bi + i)).intoArray(y, yi + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      at(a, ai + i, mask).min(at(b, bi + i, mask)).intoArray(y, yi + i, mask);
    }
  }
}
