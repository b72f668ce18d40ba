package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/**
 * The transforms of Winograd's convolution F(4x4, 3x3) (Lavin and Gray 2016, section 4.3): 16
 * outputs of a 3x3 kernel from 36 products instead of 144. A two-dimensional transform is a
 * one-dimensional one along the columns and then along the rows; the vectors lie along the
 * channels.
 *
 * <p>Each method transforms {@code rows * n} columns: value {@code j} of a column stands {@code
 * inStride} after value {@code j - 1}, one column {@code rowIn} after another, and {@code n}, a
 * multiple of the lanes, of them side by side. They keep to some 25 vector operations each: C2
 * boxes the vectors of longer loops.
 */
final class Winograd {
  /** Inputs of a tile along an axis. */
  static final int IN = 6;

  /** Outputs of a tile along an axis. */
  static final int OUT = 4;

  /** Channels come in multiples of this. */
  static final int CHANNELS = 16;

  private Winograd() {}

  /** 6 inputs to 6 values: the matrix B^T. */
  static void input(
      int rows,
      int n,
      float[] x,
      int xOffset,
      int rowIn,
      int inStride,
      float[] y,
      int yOffset,
      int rowOut,
      int outStride) {
    var two = FloatVector.broadcast(SPECIES, 2);
    var four = FloatVector.broadcast(SPECIES, 4);
    var five = FloatVector.broadcast(SPECIES, -5);
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i += LANES) {
        int f = xOffset + r * rowIn + i;
        var d0 = FloatVector.fromArray(SPECIES, x, f);
        var d1 = FloatVector.fromArray(SPECIES, x, f + inStride);
        var d2 = FloatVector.fromArray(SPECIES, x, f + 2 * inStride);
        var d3 = FloatVector.fromArray(SPECIES, x, f + 3 * inStride);
        var d4 = FloatVector.fromArray(SPECIES, x, f + 4 * inStride);
        var d5 = FloatVector.fromArray(SPECIES, x, f + 5 * inStride);
        int t = yOffset + r * rowOut + i;
        d0.fma(four, d2.fma(five, d4)).intoArray(y, t);
        d1.fma(four, d3.fma(five, d5)).intoArray(y, t + 5 * outStride);
        var even = d4.sub(d2.mul(four));
        var odd = d3.sub(d1.mul(four));
        even.add(odd).intoArray(y, t + outStride);
        even.sub(odd).intoArray(y, t + 2 * outStride);
        even = d4.sub(d2);
        odd = d3.sub(d1).mul(two);
        even.add(odd).intoArray(y, t + 3 * outStride);
        even.sub(odd).intoArray(y, t + 4 * outStride);
      }
    }
  }

  /** 6 values to 4 outputs: the matrix A^T. */
  static void output(
      int rows,
      int n,
      float[] x,
      int xOffset,
      int rowIn,
      int inStride,
      float[] y,
      int yOffset,
      int rowOut,
      int outStride) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i += LANES) {
        int f = xOffset + r * rowIn + i;
        var m1 = FloatVector.fromArray(SPECIES, x, f + inStride);
        var m2 = FloatVector.fromArray(SPECIES, x, f + 2 * inStride);
        var sum12 = m1.add(m2);
        var dif12 = m1.sub(m2);
        var m3 = FloatVector.fromArray(SPECIES, x, f + 3 * inStride);
        var m4 = FloatVector.fromArray(SPECIES, x, f + 4 * inStride);
        var sum34 = m3.add(m4);
        var dif34 = m3.sub(m4);
        var m0 = FloatVector.fromArray(SPECIES, x, f);
        var m5 = FloatVector.fromArray(SPECIES, x, f + 5 * inStride);
        int t = yOffset + r * rowOut + i;
        m0.add(sum12).add(sum34).intoArray(y, t);
        dif34.mul(2).add(dif12).intoArray(y, t + outStride);
        sum34.mul(4).add(sum12).intoArray(y, t + 2 * outStride);
        dif34.mul(8).add(dif12).add(m5).intoArray(y, t + 3 * outStride);
      }
    }
  }

  /** The same with {@code max(output + bias[i], floor)}. */
  static void outputWithBias(
      int rows,
      int n,
      float[] x,
      int xOffset,
      int rowIn,
      int inStride,
      float[] bias,
      float floor,
      float[] y,
      int yOffset,
      int rowOut,
      int outStride) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i += LANES) {
        int f = xOffset + r * rowIn + i;
        var m1 = FloatVector.fromArray(SPECIES, x, f + inStride);
        var m2 = FloatVector.fromArray(SPECIES, x, f + 2 * inStride);
        var sum12 = m1.add(m2);
        var dif12 = m1.sub(m2);
        var m3 = FloatVector.fromArray(SPECIES, x, f + 3 * inStride);
        var m4 = FloatVector.fromArray(SPECIES, x, f + 4 * inStride);
        var sum34 = m3.add(m4);
        var dif34 = m3.sub(m4);
        var m0 = FloatVector.fromArray(SPECIES, x, f);
        var m5 = FloatVector.fromArray(SPECIES, x, f + 5 * inStride);
        var b = FloatVector.fromArray(SPECIES, bias, i);
        int t = yOffset + r * rowOut + i;
        var y0 = m0.add(sum12).add(sum34).add(b);
        var y1 = dif34.mul(2).add(dif12).add(b);
        var y2 = sum34.mul(4).add(sum12).add(b);
        var y3 = dif34.mul(8).add(dif12).add(m5).add(b);
        y0.blend(floor, y0.compare(LE, floor)).intoArray(y, t); // quicker than max; NaN stays
        y1.blend(floor, y1.compare(LE, floor)).intoArray(y, t + outStride);
        y2.blend(floor, y2.compare(LE, floor)).intoArray(y, t + 2 * outStride);
        y3.blend(floor, y3.compare(LE, floor)).intoArray(y, t + 3 * outStride);
      }
    }
  }

  /** 3 weights to 6 values: the matrix G. */
  static void weights(
      int rows,
      int n,
      float[] x,
      int xOffset,
      int rowIn,
      int inStride,
      float[] y,
      int yOffset,
      int rowOut,
      int outStride) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i += LANES) {
        int f = xOffset + r * rowIn + i;
        var g0 = FloatVector.fromArray(SPECIES, x, f);
        var g1 = FloatVector.fromArray(SPECIES, x, f + inStride);
        var g2 = FloatVector.fromArray(SPECIES, x, f + 2 * inStride);
        int t = yOffset + r * rowOut + i;
        g0.mul(1 / 4f).intoArray(y, t);
        var even = g0.add(g2).mul(-1 / 6f);
        var odd = g1.mul(1 / 6f);
        even.sub(odd).intoArray(y, t + outStride);
        even.add(odd).intoArray(y, t + 2 * outStride);
        even = g0.mul(1 / 24f).add(g2.mul(1 / 6f));
        odd = g1.mul(1 / 12f);
        even.add(odd).intoArray(y, t + 3 * outStride);
        even.sub(odd).intoArray(y, t + 4 * outStride);
        g2.intoArray(y, t + 5 * outStride);
      }
    }
  }

  /** 4 values of {@code dy} to 6: the matrix A. */
  static void outputGradient(
      int rows,
      int n,
      float[] x,
      int xOffset,
      int rowIn,
      int inStride,
      float[] y,
      int yOffset,
      int rowOut,
      int outStride) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i += LANES) {
        int f = xOffset + r * rowIn + i;
        var d0 = FloatVector.fromArray(SPECIES, x, f);
        var d1 = FloatVector.fromArray(SPECIES, x, f + inStride);
        var d2 = FloatVector.fromArray(SPECIES, x, f + 2 * inStride);
        var d3 = FloatVector.fromArray(SPECIES, x, f + 3 * inStride);
        int t = yOffset + r * rowOut + i;
        d0.intoArray(y, t);
        var even = d0.add(d2);
        var odd = d1.add(d3);
        even.add(odd).intoArray(y, t + outStride);
        even.sub(odd).intoArray(y, t + 2 * outStride);
        even = d2.mul(4).add(d0);
        odd = d3.mul(4).add(d1).mul(2);
        even.add(odd).intoArray(y, t + 3 * outStride);
        even.sub(odd).intoArray(y, t + 4 * outStride);
        d3.intoArray(y, t + 5 * outStride);
      }
    }
  }

  /** 6 values to the gradients of 3 weights: the matrix G^T. */
  static void weightGradient(
      int rows,
      int n,
      float[] x,
      int xOffset,
      int rowIn,
      int inStride,
      float[] y,
      int yOffset,
      int rowOut,
      int outStride) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i += LANES) {
        int f = xOffset + r * rowIn + i;
        var u1 = FloatVector.fromArray(SPECIES, x, f + inStride);
        var u2 = FloatVector.fromArray(SPECIES, x, f + 2 * inStride);
        var sum12 = u1.add(u2).mul(1 / 6f);
        var dif12 = u2.sub(u1).mul(1 / 6f);
        var u3 = FloatVector.fromArray(SPECIES, x, f + 3 * inStride);
        var u4 = FloatVector.fromArray(SPECIES, x, f + 4 * inStride);
        var sum34 = u3.add(u4);
        var dif34 = u3.sub(u4).mul(1 / 12f);
        var u0 = FloatVector.fromArray(SPECIES, x, f).mul(1 / 4f);
        var u5 = FloatVector.fromArray(SPECIES, x, f + 5 * inStride);
        int t = yOffset + r * rowOut + i;
        sum34.mul(1 / 24f).add(u0).sub(sum12).intoArray(y, t);
        dif34.add(dif12).intoArray(y, t + outStride);
        sum34.mul(1 / 6f).add(u5).sub(sum12).intoArray(y, t + 2 * outStride);
      }
    }
  }
}
