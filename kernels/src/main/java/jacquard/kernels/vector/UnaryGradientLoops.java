package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jacquard.kernels.Binary;
import jacquard.kernels.Elementwise;
import jacquard.kernels.Unary;
import jdk.incubator.vector.FloatVector;

/**
 * {@code dx = dy * op'} on whole vectors, from {@code v}: the op's output where {@link
 * Elementwise#backwardReadsOutput}, else its input.
 */
final class UnaryGradientLoops {
  private UnaryGradientLoops() {}

  /** Computes {@code dx[from, to)}; {@code to - from} is a multiple of the number of lanes. */
  static void run(Unary op, float alpha, float[] v, float[] dy, float[] dx, int from, int to) {
    switch (op) {
      case IDENTITY, SHIFT -> System.arraycopy(dy, from, dx, from, to - from);
      case NEG, SCALE -> UnaryLoops.run(op, alpha, dy, dx, from, to);
      case EXP -> BinaryLoops.run(Binary.MUL, dy, from, v, from, dx, from, to - from);
      case LOG -> BinaryLoops.run(Binary.DIV, dy, from, v, from, dx, from, to - from);
      case RELU -> relu(v, dy, dx, from, to);
      case LEAKY_RELU -> leakyRelu(alpha, v, dy, dx, from, to);
      case GELU -> ExponentialLoops.geluGradient(v, dy, dx, from, to);
      case SILU -> ExponentialLoops.siluGradient(v, dy, dx, from, to);
      case SIGMOID -> sigmoid(v, dy, dx, from, to);
      case TANH -> tanh(v, dy, dx, from, to);
      case SQRT -> sqrt(v, dy, dx, from, to);
      case ABS -> abs(v, dy, dx, from, to);
      case SQUARE -> square(v, dy, dx, from, to);
      case RECIPROCAL -> reciprocal(v, dy, dx, from, to);
    }
  }

  private static void relu(float[] v, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      fromArray(SPECIES, dy, i).blend(0, fromArray(SPECIES, v, i).compare(LE, 0)).intoArray(dx, i);
    }
  }

  private static void leakyRelu(float alpha, float[] v, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var g = fromArray(SPECIES, dy, i);
      g.mul(alpha).blend(g, fromArray(SPECIES, v, i).compare(GT, 0)).intoArray(dx, i);
    }
  }

  private static void sigmoid(float[] v, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var y = fromArray(SPECIES, v, i);
      fromArray(SPECIES, dy, i).mul(y).mul(y.neg().add(1)).intoArray(dx, i);
    }
  }

  private static void tanh(float[] v, float[] dy, float[] dx, int from, int to) {
    var one = FloatVector.broadcast(SPECIES, 1);
    for (int i = from; i < to; i += LANES) {
      var y = fromArray(SPECIES, v, i);
      fromArray(SPECIES, dy, i).mul(y.neg().fma(y, one)).intoArray(dx, i);
    }
  }

  private static void sqrt(float[] v, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var y = fromArray(SPECIES, v, i);
      fromArray(SPECIES, dy, i).div(y.add(y)).intoArray(dx, i);
    }
  }

  private static void abs(float[] v, float[] dy, float[] dx, int from, int to) {
    var zero = FloatVector.zero(SPECIES);
    for (int i = from; i < to; i += LANES) {
      var x = fromArray(SPECIES, v, i);
      var g = fromArray(SPECIES, dy, i);
      zero.blend(g, x.compare(GT, 0)).blend(g.neg(), x.compare(LT, 0)).intoArray(dx, i);
    }
  }

  private static void square(float[] v, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var x = fromArray(SPECIES, v, i);
      fromArray(SPECIES, dy, i).mul(x.add(x)).intoArray(dx, i);
    }
  }

  private static void reciprocal(float[] v, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      var y = fromArray(SPECIES, v, i);
      fromArray(SPECIES, dy, i).neg().mul(y).mul(y).intoArray(dx, i);
    }
  }
}
