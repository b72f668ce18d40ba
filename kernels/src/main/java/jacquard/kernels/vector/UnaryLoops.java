package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

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
      case GELU -> ExponentialLoops.gelu(x, y, from, to);
      case SILU -> ExponentialLoops.sigmoid(true, x, y, from, to);
      case SIGMOID -> ExponentialLoops.sigmoid(false, x, y, from, to);
      case TANH -> ExponentialLoops.tanh(x, y, from, to);
      case EXP -> ExponentialLoops.exp(0, x, from, y, from, to - from);
      case LOG -> LogLoop.log(x, y, from, to);
      case SQRT -> sqrt(x, y, from, to);
      case NEG -> scale(-1, x, y, from, to);
      case ABS -> abs(x, y, from, to);
      case SQUARE -> square(x, y, from, to);
      case RECIPROCAL -> reciprocal(x, y, from, to);
      case SCALE -> scale(alpha, x, y, from, to);
      case SHIFT -> shift(alpha, x, y, from, to);
    }
  }

  private static void relu(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var v = fromArray(SPECIES, x, i);
      v.blend(0, v.compare(LE, 0)).intoArray(y, i); // NaN stays
    }
  }

  private static void leakyRelu(float alpha, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var v = fromArray(SPECIES, x, i);
      v.mul(alpha).blend(v, v.compare(GT, 0)).intoArray(y, i);
    }
  }

  private static void sqrt(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      fromArray(SPECIES, x, i).sqrt().intoArray(y, i);
    }
  }

  private static void abs(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      fromArray(SPECIES, x, i).abs().intoArray(y, i);
    }
  }

  private static void square(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var v = fromArray(SPECIES, x, i);
      v.mul(v).intoArray(y, i);
    }
  }

  private static void reciprocal(float[] x, float[] y, int from, int to) {
    var one = FloatVector.broadcast(SPECIES, 1);
    for (int i = from; i < to; i += LANES) {
      one.div(fromArray(SPECIES, x, i)).intoArray(y, i);
    }
  }

  private static void scale(float alpha, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      fromArray(SPECIES, x, i).mul(alpha).intoArray(y, i);
    }
  }

  private static void shift(float alpha, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      fromArray(SPECIES, x, i).add(alpha).intoArray(y, i);
    }
  }
}
