package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jacquard.kernels.Epilogue;
import jacquard.kernels.PackedBlocks;
import jacquard.kernels.Unary;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Rows of an image in pairs of neighbouring pixels, channel by channel, so that a {@link
 * SparseTile16x1} convolves 16 pixels of a row with stride 1. As a pair may begin with any pixel,
 * there are two copies, of which the second begins one pixel later: a value is held twice, where
 * patches would hold it nine times. Belongs to one thread.
 */
final class SparsePixels {
  private static final int ROWS = SparseTile16x1.ROWS;
  private static final int PAIRS = SparseTile16x1.PAIRS;
  private static final int WIDTH = PackedBlocks.WIDTH;

  /** Where a tile's sums stand, far from others' memory as in {@link SparsePairs}. */
  private static final int SUMS = WIDTH * ROWS;

  private final Transpose transpose = new Transpose();
  private final VectorEpilogue activation = new VectorEpilogue();
  private final float[] sums = new float[3 * SUMS];
  private final float[] edge = new float[ROWS * WIDTH];
  private float[] padded = new float[0]; // [columns, c]: one row
  private float[] lines = new float[0]; // [c, columns]: the same transposed
  private double[] pairs = new double[0]; // [rows, 2, c, columns / 2]
  private float[] bias = new float[0];
  private Epilogue epilogue;
  private float floor;

  /** Whether that is faster than {@link Strips} and tiles of few rows. */
  static boolean pays(ConvGeometry g, PackedBlocks b) {
    boolean wide = g.strideW == 1 && 2 * g.outW > ROWS;
    return Tuning.SPARSE_PAIRS
        && wide
        && (long) b.rows().length * g.kh * g.kw >= 2 * Tuning.SPARSE_REUSE * b.k();
  }

  /** Where the values of each row that is kept stand after a pixel's first. */
  static int[] places(ConvGeometry g, PackedBlocks b, int[] buffer) {
    int count = b.rows().length;
    var places = buffer.length < count ? new int[count] : buffer;
    for (int i = 0; i < count; i++) {
      int c = b.rows()[i] % g.inC;
      int kh = b.rows()[i] / g.inC % g.kh;
      int kw = b.rows()[i] / g.inC / g.kh;
      places[i] = ((kh * 2 + kw % 2) * g.inC + c) * half(g) + kw / 2;
    }
    return places;
  }

  /** Output rows at a time, all of one image. */
  static int rows(ConvGeometry g, int parts) {
    int perImage = Math.ceilDiv(parts, Math.max(1, g.images));
    int values = 4 * g.inC * half(g) * g.strideH;
    return Math.clamp(Tuning.TAP_VALUES / values, 1, Math.ceilDiv(g.outH, perImage));
  }

  /** Pairs of a row, one channel and one copy. */
  private static int half(ConvGeometry g) {
    return Math.ceilDiv(g.columns(), ROWS) * PAIRS;
  }

  void prepare(Epilogue epilogue, int n) {
    this.epilogue = epilogue;
    floor = VectorEpilogue.floor(epilogue);
    bias = VectorEpilogue.bias(epilogue, n, Blocks.atLeast(n + WIDTH, bias));
  }

  /** Takes the input under {@code rows} output rows, of which the first is {@code first}. */
  void load(ConvGeometry g, float[] x, int image, int first, int rows) {
    int height = PaddedRows.height(g, rows);
    int line = 2 * g.inC * half(g);
    int size = height * line + ROWS * half(g);
    if (pairs.length < size) pairs = new double[size];
    padded = Blocks.atLeast(2 * half(g) * g.inC + LANES, padded);
    lines = Blocks.atLeast((g.inC + LANES) * (2 * half(g) + LANES), lines);
    for (int i = 0; i < height; i++) {
      pad(g, x, image, first * g.strideH + g.originY + i);
      pair(g, i * line);
    }
  }

  private void pad(ConvGeometry g, float[] x, int image, int y) {
    int columns = g.columns();
    PaddedRows.build(x, g.inH, g.inW, g.inC, image, y, g.originX, 1, columns, padded);
    Arrays.fill(padded, columns * g.inC, padded.length, 0);
  }

  /** Transposes the row in {@code padded}, and writes both copies. */
  private void pair(ConvGeometry g, int to) {
    int half = half(g);
    int line = 2 * half + LANES;
    for (int c = 0; c < g.inC; c += Transpose.SQUARES * LANES) {
      int squares = Math.ceilDiv(Math.min(Transpose.SQUARES * LANES, g.inC - c), LANES);
      for (int i = 0; i < 2 * half; i += LANES) {
        int from = i * g.inC + c;
        transpose.squares(
            squares, padded, from, g.inC, LANES, lines, c * line + i, line, LANES * line);
      }
    }
    for (int i = 0; i < half; i += PAIRS) {
      copy(g.inC, 2 * i, line, to + i, half);
      copy(g.inC, 2 * i + 1, line, to + g.inC * half + i, half);
    }
  }

  /** A vector of every channel. */
  private void copy(int channels, int from, int line, int to, int half) {
    for (int c = 0; c < channels; c++) {
      FloatVector.fromArray(SPECIES, lines, from + c * line)
          .reinterpretAsDoubles()
          .intoArray(pairs, to + c * half);
    }
  }

  /** Computes the rows that were loaded, of which the first is {@code row} of all images. */
  void multiply(ConvGeometry g, int row, int rows, PackedBlocks b, int[] places, float[] y) {
    int n = g.outC;
    for (int r = 0; r < rows; r++) {
      int in = r * g.strideH * 2 * g.inC * half(g);
      int out = g.rowStart(row + r);
      for (int i = 0; i < g.outW; i += ROWS) {
        int count = Math.min(ROWS, g.outW - i);
        for (int j = 0; j < n; j += WIDTH) {
          int from = b.starts()[j / WIDTH];
          int to = b.starts()[j / WIDTH + 1];
          SparseTile16x1.multiply(from, to, places, pairs, in + i / 2, 1, b.values(), sums, SUMS);
          store(count, Math.min(WIDTH, n - j), j, y, out + i * n + j, n);
        }
      }
      if (epilogue.activation() != Unary.RELU) {
        activation.activate(epilogue, g.outW, n, y, out, n);
      }
    }
  }

  private void store(int count, int n, int j, float[] y, int yOffset, int ldy) {
    if (count % 2 == 0 && n == WIDTH) {
      SparseTile16x1.store(count / 2, sums, SUMS, bias, j, floor, y, yOffset, ldy);
    } else {
      SparseTile16x1.store(PAIRS, sums, SUMS, bias, j, floor, edge, 0, WIDTH);
      Blocks.copy(count, n, edge, 0, WIDTH, y, yOffset, ldy);
    }
  }
}
