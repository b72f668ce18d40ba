package jacquard.kernels.vector;

import static jacquard.kernels.PackedBlocks.WIDTH;
import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tile of a sparse panel for many rows, where 16 columns are 1 vector: 16 rows of A.
 *
 * <p>With a broadcast value of A for each product, loads are the limit: 18 for 16 products, where a
 * core with full 512-bit datapaths does two of each in a cycle. So the tile broadcasts two rows'
 * values at once, as a double, and a vector of sums is {@code [8 columns, 2 rows]}: 10 loads. With
 * k = 1024 and 10, 25 and 80 % of the blocks it reached 161, 159 and 171 GFLOP/s; one row at a time
 * 112, 111 and 120, and the turned tile, whose lanes are rows of a transposed A, 131, 127 and 110
 * (Zen 5, one thread, busy machine, peak 203).
 */
final class SparseTile16x1 {
  /** Rows of the tile. */
  static final int ROWS = 16;

  /** Values that are broadcast for a row of B, of two rows of A each. */
  static final int PAIRS = ROWS / 2;

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** Each value of half a vector twice. */
  private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(SPECIES, i -> i / 2);

  private static final VectorShuffle<Float> HIGH =
      VectorShuffle.fromOp(SPECIES, i -> (LANES + i) / 2);

  private static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(SPECIES, 0);
  private static final VectorShuffle<Float> ODD = VectorShuffle.makeUnzip(SPECIES, 1);

  private SparseTile16x1() {}

  /**
   * {@code sums[8, 16, 2] = A B}, from {@code at}: rows of A in pairs.
   *
   * @param kept the rows of B that the panel keeps, from {@code from} to before {@code to}
   * @param a pairs of rows of a transposed A, {@code [k, 8]}, from {@code aOffset}
   * @param step how far a row of B leads in {@code a}
   * @param b 16 values for each kept row
   */
  static void multiply(
      int from,
      int to,
      int[] kept,
      double[] a,
      int aOffset,
      int step,
      float[] b,
      float[] sums,
      int at) {
    var zero = FloatVector.zero(SPECIES);
    var c00 = zero;
    var c01 = zero;
    var c10 = zero;
    var c11 = zero;
    var c20 = zero;
    var c21 = zero;
    var c30 = zero;
    var c31 = zero;
    var c40 = zero;
    var c41 = zero;
    var c50 = zero;
    var c51 = zero;
    var c60 = zero;
    var c61 = zero;
    var c70 = zero;
    var c71 = zero;
    for (int i = from; i < to; i++) {
      int p = aOffset + kept[i] * step;
      var row = FloatVector.fromArray(SPECIES, b, i * WIDTH);
      var b0 = row.rearrange(LOW);
      var b1 = row.rearrange(HIGH);
      var x0 = DoubleVector.broadcast(DOUBLES, a[p]).reinterpretAsFloats();
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      var x1 = DoubleVector.broadcast(DOUBLES, a[p + 1]).reinterpretAsFloats();
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      var x2 = DoubleVector.broadcast(DOUBLES, a[p + 2]).reinterpretAsFloats();
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      var x3 = DoubleVector.broadcast(DOUBLES, a[p + 3]).reinterpretAsFloats();
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      var x4 = DoubleVector.broadcast(DOUBLES, a[p + 4]).reinterpretAsFloats();
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      var x5 = DoubleVector.broadcast(DOUBLES, a[p + 5]).reinterpretAsFloats();
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      var x6 = DoubleVector.broadcast(DOUBLES, a[p + 6]).reinterpretAsFloats();
      c60 = x6.fma(b0, c60);
      c61 = x6.fma(b1, c61);
      var x7 = DoubleVector.broadcast(DOUBLES, a[p + 7]).reinterpretAsFloats();
      c70 = x7.fma(b0, c70);
      c71 = x7.fma(b1, c71);
    }
    c00.intoArray(sums, at);
    c01.intoArray(sums, at + LANES);
    c10.intoArray(sums, at + 2 * LANES);
    c11.intoArray(sums, at + 3 * LANES);
    c20.intoArray(sums, at + 4 * LANES);
    c21.intoArray(sums, at + 5 * LANES);
    c30.intoArray(sums, at + 6 * LANES);
    c31.intoArray(sums, at + 7 * LANES);
    c40.intoArray(sums, at + 8 * LANES);
    c41.intoArray(sums, at + 9 * LANES);
    c50.intoArray(sums, at + 10 * LANES);
    c51.intoArray(sums, at + 11 * LANES);
    c60.intoArray(sums, at + 12 * LANES);
    c61.intoArray(sums, at + 13 * LANES);
    c70.intoArray(sums, at + 14 * LANES);
    c71.intoArray(sums, at + 15 * LANES);
  }

  /**
   * Takes the sums of {@code pairs} pairs of rows apart, adds the bias and cuts off what is below
   * the floor.
   *
   * @param sums {@code [8, 16, 2]}, from {@code at}
   * @param c {@code [2 * pairs, 16]}, whose rows are {@code ldc} values apart
   */
  static void store(
      int pairs,
      float[] sums,
      int at,
      float[] bias,
      int biasOffset,
      float floor,
      float[] c,
      int cOffset,
      int ldc) {
    var add = FloatVector.fromArray(SPECIES, bias, biasOffset);
    for (int pair = 0; pair < pairs; pair++) {
      var left = FloatVector.fromArray(SPECIES, sums, at + 2 * pair * LANES);
      var right = FloatVector.fromArray(SPECIES, sums, at + (2 * pair + 1) * LANES);
      int to = cOffset + 2 * pair * ldc;
      var even = left.rearrange(EVEN, right).add(add);
      even.blend(floor, even.compare(LE, floor)).intoArray(c, to); // quicker than max; NaN stays
      var odd = left.rearrange(ODD, right).add(add);
      odd.blend(floor, odd.compare(LE, floor)).intoArray(c, to + ldc);
    }
  }
}
