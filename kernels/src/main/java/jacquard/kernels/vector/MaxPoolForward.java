package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;

import jacquard.kernels.Parallel;
import jacquard.kernels.PoolShape;
import jacquard.kernels.Pooling;
import jacquard.kernels.Workspace;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Maxima and their places. A value takes over where it is not {@code <=} the best before it, unless
 * that is NaN already: the first of equals stays, and NaN wins.
 */
final class MaxPoolForward implements Parallel.Region {
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

  private PoolShape s;
  private float[] x;
  private float[] y;
  private byte[] argmax;
  private int[] places = {}; // [threads, outW * c], as there are no bytes of four lanes

  void run(PoolShape s, float[] x, float[] y, byte[] argmax, Workspace workspace) {
    if (argmax != null) Pooling.requireByteArgmax(s);
    this.s = s;
    this.x = x;
    this.y = y;
    this.argmax = argmax;
    int threads = workspace.parallel().threads();
    int row = s.outW() * s.c();
    if (places.length < threads * row) places = new int[threads * row];
    long reads = (long) s.n() * s.outH() * row * s.kh() * s.kw();
    Split.run(workspace, this, reads, Tuning.POOLING_MIN_READS);
  }

  @Override
  public void run(int part, int parts) {
    int outRow = s.outW() * s.c();
    int rows = s.n() * s.outH();
    int place = part * outRow;
    boolean two = s.kh() == 2 && s.kw() == 2 && s.padH() == 0 && s.padW() == 0;
    for (int r = Split.from(rows, part, parts); r < Split.from(rows, part + 1, parts); r++) {
      int image = r / s.outH();
      int oh = r % s.outH();
      if (two) {
        rowOfTwoByTwo(image, oh, r * outRow, place);
      } else {
        row(image, oh, r * outRow, place);
      }
      if (argmax != null) ByteLanes.narrow(outRow, places, place, argmax, r * outRow);
    }
  }

  private void rowOfTwoByTwo(int image, int oh, int out, int place) {
    int top = (image * s.h() + oh * s.strideH()) * s.w() * s.c();
    int bottom = top + s.w() * s.c();
    int step = s.strideW() * s.c();
    for (int ow = 0; ow < s.outW(); ow++) {
      int done = ow * s.c();
      twoByTwo(s.c(), x, top + ow * step, bottom + ow * step, y, out + done, places, place + done);
    }
  }

  private static void twoByTwo(
      int c, float[] x, int top, int bottom, float[] y, int out, int[] places, int place) {
    int ch = 0;
    for (int end = SPECIES.loopBound(c); ch < end; ch += LANES) {
      var best = FloatVector.fromArray(SPECIES, x, top + ch);
      var value = FloatVector.fromArray(SPECIES, x, top + c + ch);
      var wins = value.compare(LE, best).not().and(best.compare(EQ, best));
      best = best.blend(value, wins);
      var places1 = IntVector.zero(INTS).blend(1, wins.cast(INTS));
      value = FloatVector.fromArray(SPECIES, x, bottom + ch);
      wins = value.compare(LE, best).not().and(best.compare(EQ, best));
      best = best.blend(value, wins);
      var places2 = places1.blend(2, wins.cast(INTS));
      value = FloatVector.fromArray(SPECIES, x, bottom + c + ch);
      wins = value.compare(LE, best).not().and(best.compare(EQ, best));
      best.blend(value, wins).intoArray(y, out + ch);
      places2.blend(3, wins.cast(INTS)).intoArray(places, place + ch);
    }
    if (ch < c) {
      var mask = SPECIES.indexInRange(ch, c);
      var best = FloatVector.fromArray(SPECIES, x, top + ch, mask);
      var value = FloatVector.fromArray(SPECIES, x, top + c + ch, mask);
      var wins = value.compare(LE, best).not().and(best.compare(EQ, best));
      best = best.blend(value, wins);
      var places1 = IntVector.zero(INTS).blend(1, wins.cast(INTS));
      value = FloatVector.fromArray(SPECIES, x, bottom + ch, mask);
      wins = value.compare(LE, best).not().and(best.compare(EQ, best));
      best = best.blend(value, wins);
      var places2 = places1.blend(2, wins.cast(INTS));
      value = FloatVector.fromArray(SPECIES, x, bottom + c + ch, mask);
      wins = value.compare(LE, best).not().and(best.compare(EQ, best));
      best.blend(value, wins).intoArray(y, out + ch, mask);
      places2.blend(3, wins.cast(INTS)).intoArray(places, place + ch, mask.cast(INTS));
    }
  }

  private void row(int image, int oh, int out, int place) {
    int rows = s.rowTo(oh) - s.rowFrom(oh);
    int line = (image * s.h() + s.rowFrom(oh)) * s.w();
    for (int ow = 0; ow < s.outW(); ow++) {
      int columns = s.columnTo(ow) - s.columnFrom(ow);
      int first = (s.rowFrom(oh) - s.top(oh)) * s.kw() + s.columnFrom(ow) - s.left(ow);
      int start = (line + s.columnFrom(ow)) * s.c();
      window(rows, columns, first, start, out + ow * s.c(), place + ow * s.c());
    }
  }

  /**
   * The first place of the window, and then whatever is larger. What has won so far stands in the
   * output: accumulators in registers, next to a mask, were boxed at the whim of the compiler.
   */
  private void window(int rows, int columns, int first, int start, int out, int placesAt) {
    int c = s.c();
    System.arraycopy(x, start, y, out, c);
    Arrays.fill(places, placesAt, placesAt + c, first);
    for (int k = 1; k < rows * columns; k++) {
      int row = k / columns;
      int column = k % columns;
      int place = first + row * s.kw() + column;
      challenge(c, x, start + (row * s.w() + column) * c, y, out, place, places, placesAt);
    }
  }

  private static void challenge(
      int c, float[] x, int at, float[] y, int out, int place, int[] places, int placesAt) {
    int ch = 0;
    for (int end = SPECIES.loopBound(c); ch < end; ch += LANES) {
      var best = FloatVector.fromArray(SPECIES, y, out + ch);
      var value = FloatVector.fromArray(SPECIES, x, at + ch);
      var wins = value.compare(LE, best).not().and(best.compare(EQ, best));
      best.blend(value, wins).intoArray(y, out + ch);
      var winners = IntVector.fromArray(INTS, places, placesAt + ch);
      winners.blend(place, wins.cast(INTS)).intoArray(places, placesAt + ch);
    }
    if (ch < c) {
      var mask = SPECIES.indexInRange(ch, c);
      var best = FloatVector.fromArray(SPECIES, y, out + ch, mask);
      var value = FloatVector.fromArray(SPECIES, x, at + ch, mask);
      var wins = value.compare(LE, best).not().and(best.compare(EQ, best));
      best.blend(value, wins).intoArray(y, out + ch, mask);
      var winners = IntVector.fromArray(INTS, places, placesAt + ch, mask.cast(INTS));
      winners.blend(place, wins.cast(INTS)).intoArray(places, placesAt + ch, mask.cast(INTS));
    }
  }
}
