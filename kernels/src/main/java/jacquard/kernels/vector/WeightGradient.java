package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Parallel;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The gradient of a convolution's weights. The images are divided into chunks, whose number depends
 * on the shape alone; every chunk is summed by itself, image after image and row after row, and the
 * sums are then added in ascending order. So the bits do not depend on the threads, and thousands
 * of pixels do not make one long sum, whose rounding errors grow with its length.
 */
abstract class WeightGradient implements Parallel.Region {
  final ConvGeometry geometry = new ConvGeometry();
  float[] x; // [n, h, w, c]
  float[] dy; // [n, outH, outW, k]

  /** The chunks' sums, {@code [chunks, sumRows, lds]}, rows in the order (kw, kh, c). */
  float[] sums = new float[0];

  /** Values from one row of sums to the next. */
  int lds;

  private int chunks;
  private int slices;

  /** Computes the gradient of a convolution of that shape. */
  final void run(Parallel parallel, ConvShape shape, float[] x, float[] dy, float[] dw) {
    geometry.forward(shape);
    this.x = x;
    this.dy = dy;
    lds = rowLength();
    int size = sumRows() * lds;
    chunks = chunks(shape.n());
    sums = Blocks.atLeast(chunks * size, sums);
    if (shape.n() == 0) Arrays.fill(sums, 0, size, 0);
    boolean small = geometry.work() < Tuning.CONVOLUTION_MIN_WORK;
    int parts = small ? 1 : parallel.threads();
    slices = chunks < parts ? Math.min(parts, slices()) : 1;
    prepare(parts);
    if (small) {
      run(0, 1);
    } else {
      parallel.run(this);
    }
    finish(chunks, dw);
    this.x = null;
    this.dy = null;
  }

  /** A power of two, which most numbers of threads share evenly; no matter of lanes or threads. */
  private int chunks(int images) {
    int fit = Tuning.GRADIENT_SUMS / (sumRows() * geometry.outC);
    int most = Math.clamp(images, 1, Tuning.GRADIENT_CHUNKS);
    return Integer.highestOneBit(Math.clamp(fit, 1, most));
  }

  /** Rows of sums, at least one for each value of a patch. */
  abstract int sumRows();

  /** Values in a row of sums. */
  abstract int rowLength();

  /** Into how many slices of rows a chunk's sums can be divided. */
  abstract int slices();

  /** Makes room for that many parts. */
  abstract void prepare(int parts);

  /**
   * Sums over images {@code from .. to}.
   *
   * @param sum where the chunk's sums start; they hold what was left there
   */
  abstract void chunk(int part, int from, int to, int sum, int slice, int slices);

  @Override
  public final void run(int part, int parts) {
    int items = chunks * slices;
    int end = Split.from(items, part + 1, parts);
    for (int item = Split.from(items, part, parts); item < end; item++) {
      int chunk = item / slices;
      int from = Split.from(geometry.images, chunk, chunks);
      int to = Split.from(geometry.images, chunk + 1, chunks);
      chunk(part, from, to, chunk * sumRows() * lds, item % slices, slices);
    }
  }

  /** Adds the chunks up, and puts the rows into the order (kh, kw, c). */
  void finish(int chunks, float[] dw) {
    addChunks(chunks);
    int k = geometry.outC;
    for (int row = 0; row < geometry.patch(); row++) {
      int tap = row / geometry.groupC;
      int place = tap % geometry.kh * geometry.kw + tap / geometry.kh;
      int to = (place * geometry.groupC + row % geometry.groupC) * k;
      System.arraycopy(sums, row * lds, dw, to, k);
    }
  }

  /** Adds all chunks to the first. */
  final void addChunks(int chunks) {
    int n = sumRows() * lds;
    int whole = SPECIES.loopBound(n);
    for (int chunk = 1; chunk < chunks; chunk++) {
      int from = chunk * n;
      for (int i = 0; i < whole; i += LANES) {
        FloatVector.fromArray(SPECIES, sums, i)
            .add(FloatVector.fromArray(SPECIES, sums, from + i))
            .intoArray(sums, i);
      }
      for (int i = whole; i < n; i++) sums[i] += sums[from + i];
    }
  }
}
