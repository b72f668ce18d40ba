package jacquard.kernels.vector;

import static jacquard.kernels.vector.VectorMath.LANES;
import static jacquard.kernels.vector.VectorMath.SPECIES;

import jacquard.kernels.Unary;
import jdk.incubator.vector.FloatVector;

/**
 * {@code y = op(x)} on whole vectors. A loop for each function, as C2 compiles well only a loop
 * that knows what it calls: one loop that takes the function as an argument is about 20 times
 * slower.
 */
final class UnaryLoops {
  private UnaryLoops() {}

  /** Computes {@code y[from, to)}; {@code to - from} is a multiple of the number of lanes. */
  static void run(Unary op, float alpha, float[] x, float[] y, int from, int to) {
    switch (op) {
      case IDENTITY -> System.arraycopy(x, from, y, from, to - from);
      case RELU -> relu(x, y, from, to);
      case LEAKY_RELU -> leakyRelu(alpha, x, y, from, to);
      case GELU -> gelu(x, y, from, to);
      case SILU -> silu(x, y, from, to);
      case SIGMOID -> sigmoid(x, y, from, to);
      case TANH -> tanh(x, y, from, to);
      case EXP -> exp(x, y, from, to);
      case LOG -> log(x, y, from, to);
      case SQRT -> sqrt(x, y, from, to);
      case NEG -> scale(-1, x, y, from, to);
      case ABS -> abs(x, y, from, to);
      case SQUARE -> square(x, y, from, to);
      case RECIPROCAL -> reciprocal(x, y, from, to);
      case SCALE -> scale(alpha, x, y, from, to);
      case SHIFT -> shift(alpha, x, y, from, to);
    }
  }

  private static FloatVector at(float[] x, int i) {
    return FloatVector.fromArray(SPECIES, x, i);
  }

  private static void relu(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      VectorMath.relu(at(x, i)).intoArray(y, i);
    }
  }

  private static void leakyRelu(float alpha, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      VectorMath.leakyRelu(at(x, i), alpha).intoArray(y, i);
    }
  }

  private static void gelu(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      VectorMath.gelu(at(x, i)).intoArray(y, i);
    }
  }

  private static void silu(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var v = at(x, i);
      v.mul(VectorMath.sigmoid(v)).intoArray(y, i);
    }
  }

  private static void sigmoid(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      VectorMath.sigmoid(at(x, i)).intoArray(y, i);
    }
  }

  private static void tanh(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      VectorMath.tanh(at(x, i)).intoArray(y, i);
    }
  }

  private static void exp(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      VectorMath.exp(at(x, i)).intoArray(y, i);
    }
  }

  private static void log(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      VectorMath.log(at(x, i)).intoArray(y, i);
    }
  }

  private static void sqrt(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      at(x, i).sqrt().intoArray(y, i);
    }
  }

  private static void abs(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      at(x, i).abs().intoArray(y, i);
    }
  }

  private static void square(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var v = at(x, i);
      v.mul(v).intoArray(y, i);
    }
  }

  private static void reciprocal(float[] x, float[] y, int from, int to) {
    var one = FloatVector.broadcast(SPECIES, 1);
    for (int i = from; i < to; i += LANES) {
      one.div(at(x, i)).intoArray(y, i);
    }
  }

  private static void scale(float alpha, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      at(x, i).mul(alpha).intoArray(y, i);
    }
  }

  private static void shift(float alpha, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      at(x, i).add(alpha).intoArray(y, i);
    }
  }
}
