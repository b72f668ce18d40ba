package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.F2D;

import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code sum(x[i]^2)} in double precision: element {@code i} in virtual lane {@code i % WIDTH}, the
 * lanes summed in index order, chunks of a fixed size merged in index order.
 */
final class SquareSum implements Parallel.Region {
  private static final VectorSpecies<Double> DOUBLES = SPECIES.withLanes(double.class);

  private static final int WIDTH = 32;

  private double[][] lanes = new double[0][];
  private double[] partial = new double[0];
  private int n;
  private int chunks;
  private float[] x;

  double run(int n, float[] x, Workspace workspace) {
    int parts = workspace.parallel().threads();
    if (lanes.length < parts) lanes = new double[parts][WIDTH];
    this.n = n;
    this.x = x;
    chunks = Math.ceilDiv(n, Tuning.CHUNK);
    if (partial.length < chunks) partial = new double[chunks];
    Split.run(workspace, this, n, Tuning.REDUCTION_MIN_ELEMENTS);
    this.x = null;
    double sum = 0;
    for (int chunk = 0; chunk < chunks; chunk++) sum += partial[chunk];
    return sum;
  }

  @Override
  public void run(int part, int parts) {
    int to = Split.from(chunks, part + 1, parts);
    for (int chunk = Split.from(chunks, part, parts); chunk < to; chunk++) {
      partial[chunk] =
          chunk(
              chunk * Tuning.CHUNK, Math.min(Tuning.CHUNK, n - chunk * Tuning.CHUNK), lanes[part]);
    }
  }

  private double chunk(int from, int n, double[] lanes) {
    Arrays.fill(lanes, 0);
    int whole = n - n % WIDTH;
    for (int j = 0; whole > 0 && j < WIDTH; j += LANES) rows(x, from + j, whole, lanes, j);
    for (int j = whole; j < n; j += LANES) rest(x, from + j, n - j, lanes, j - whole);
    double sum = 0;
    for (double lane : lanes) sum += lane;
    return sum;
  }

  private static void rows(float[] x, int offset, int n, double[] lanes, int j) {
    var s0 = DoubleVector.fromArray(DOUBLES, lanes, j);
    var s1 = DoubleVector.fromArray(DOUBLES, lanes, j + LANES / 2);
    for (int i = 0; i < n; i += WIDTH) {
      var v = fromArray(SPECIES, x, offset + i);
      var v0 = (DoubleVector) v.convertShape(F2D, DOUBLES, 0);
      var v1 = (DoubleVector) v.convertShape(F2D, DOUBLES, 1);
      s0 = v0.fma(v0, s0);
      s1 = v1.fma(v1, s1);
    }
    s0.intoArray(lanes, j);
    s1.intoArray(lanes, j + LANES / 2);
  }

  private static void rest(float[] x, int offset, int n, double[] lanes, int j) {
    var v = fromArray(SPECIES, x, offset, SPECIES.indexInRange(0, n));
    var v0 = (DoubleVector) v.convertShape(F2D, DOUBLES, 0);
    var v1 = (DoubleVector) v.convertShape(F2D, DOUBLES, 1);
    v0.fma(v0, DoubleVector.fromArray(DOUBLES, lanes, j)).intoArray(lanes, j);
    int k = j + LANES / 2;
    v1.fma(v1, DoubleVector.fromArray(DOUBLES, lanes, k)).intoArray(lanes, k);
  }
}
