package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.EQ;

import jacquard.kernels.PoolShape;
import jacquard.kernels.Pooling;
import jacquard.kernels.Workspace;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Sends every gradient to the place that won. */
final class MaxPoolBackward extends PoolBackward {
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

  private byte[] argmax;
  private int[] places = {}; // [threads, outW * c], as there are no vectors of four bytes

  void run(PoolShape s, float[] dy, byte[] argmax, float[] dx, Workspace workspace) {
    Pooling.requireByteArgmax(s);
    this.argmax = argmax;
    int wanted = workspace.parallel().threads() * s.outW() * s.c();
    if (places.length < wanted) places = new int[wanted];
    run(s, dy, dx, workspace);
  }

  @Override
  void row(int image, int oh, int part) {
    int outRow = s.outW() * s.c();
    int out = (image * s.outH() + oh) * outRow;
    ByteLanes.widen(outRow, argmax, out, places, part * outRow);
    boolean two = s.kh() == 2 && s.kw() == 2 && s.strideH() == 2 && s.strideW() == 2;
    if (two && s.padH() == 0 && s.padW() == 0) {
      int top = (image * s.h() + 2 * oh) * s.w() * s.c();
      for (int ow = 0; ow < s.outW(); ow++) {
        int done = ow * s.c();
        twoByTwo(s.c(), s.w() * s.c(), out + done, part * outRow + done, top + 2 * done);
      }
      return;
    }
    for (int ow = 0; ow < s.outW(); ow++) {
      int done = ow * s.c();
      int rows = s.rowTo(oh) - s.rowFrom(oh);
      int columns = s.columnTo(ow) - s.columnFrom(ow);
      int first = (s.rowFrom(oh) - s.top(oh)) * s.kw() + s.columnFrom(ow) - s.left(ow);
      int start = ((image * s.h() + s.rowFrom(oh)) * s.w() + s.columnFrom(ow)) * s.c();
      window(rows, columns, first, start, out + done, part * outRow + done);
    }
  }

  /**
   * Disjoint windows of four: the winner's place is overwritten, with what a sum that starts at 0
   * would be (-0 becomes 0).
   */
  private void twoByTwo(int c, int line, int out, int placesAt, int top) {
    int bottom = top + line;
    var zero = FloatVector.zero(SPECIES);
    int ch = 0;
    for (int end = SPECIES.loopBound(c); ch < end; ch += LANES) {
      var gradient = FloatVector.fromArray(SPECIES, dy, out + ch).add(zero);
      var winners = IntVector.fromArray(INTS, places, placesAt + ch);
      zero.blend(gradient, winners.compare(EQ, 0).cast(SPECIES)).intoArray(dx, top + ch);
      zero.blend(gradient, winners.compare(EQ, 1).cast(SPECIES)).intoArray(dx, top + c + ch);
      zero.blend(gradient, winners.compare(EQ, 2).cast(SPECIES)).intoArray(dx, bottom + ch);
      zero.blend(gradient, winners.compare(EQ, 3).cast(SPECIES)).intoArray(dx, bottom + c + ch);
    }
    if (ch < c) {
      var mask = SPECIES.indexInRange(ch, c);
      var gradient = FloatVector.fromArray(SPECIES, dy, out + ch, mask).add(zero);
      var winners = IntVector.fromArray(INTS, places, placesAt + ch, mask.cast(INTS));
      zero.blend(gradient, winners.compare(EQ, 0).cast(SPECIES)).intoArray(dx, top + ch, mask);
      zero.blend(gradient, winners.compare(EQ, 1).cast(SPECIES)).intoArray(dx, top + c + ch, mask);
      zero.blend(gradient, winners.compare(EQ, 2).cast(SPECIES)).intoArray(dx, bottom + ch, mask);
      zero.blend(gradient, winners.compare(EQ, 3).cast(SPECIES))
          .intoArray(dx, bottom + c + ch, mask);
    }
  }

  private void window(int rows, int columns, int first, int start, int out, int placesAt) {
    int c = s.c();
    int nextRow = (s.w() - columns) * c; // from the end of one row of the window to the next row
    int nextPlaces = s.kw() - columns;
    int ch = 0;
    for (int end = SPECIES.loopBound(c); ch < end; ch += LANES) {
      var gradient = FloatVector.fromArray(SPECIES, dy, out + ch);
      var winners = IntVector.fromArray(INTS, places, placesAt + ch);
      int at = start + ch;
      int place = first;
      int column = 0;
      for (int k = 0; k < rows * columns; k++) {
        var wins = winners.compare(EQ, place).cast(SPECIES);
        FloatVector.fromArray(SPECIES, dx, at).lanewise(ADD, gradient, wins).intoArray(dx, at);
        at += c;
        place++;
        if (++column == columns) {
          column = 0;
          at += nextRow;
          place += nextPlaces;
        }
      }
    }
    if (ch < c) {
      var mask = SPECIES.indexInRange(ch, c);
      var gradient = FloatVector.fromArray(SPECIES, dy, out + ch, mask);
      var winners = IntVector.fromArray(INTS, places, placesAt + ch, mask.cast(INTS));
      int at = start + ch;
      int place = first;
      int column = 0;
      for (int k = 0; k < rows * columns; k++) {
        var wins = winners.compare(EQ, place).cast(SPECIES);
        var sum = FloatVector.fromArray(SPECIES, dx, at, mask).lanewise(ADD, gradient, wins);
        sum.intoArray(dx, at, mask);
        at += c;
        place++;
        if (++column == columns) {
          column = 0;
          at += nextRow;
          place += nextPlaces;
        }
      }
    }
  }
}
