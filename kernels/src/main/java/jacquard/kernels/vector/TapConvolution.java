package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Parallel;
import jacquard.kernels.Unary;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Convolution without a matrix product, for sums that are too short for one: depthwise, or with few
 * input channels. Depthwise, and with one input channel and 3x3 taps, a row of pixels passes by
 * nine taps at a time, whose weights are in registers. Each part computes some of the output rows,
 * from a padded copy of what is under them, or two by two from the input itself.
 */
final class TapConvolution implements Parallel.Region {
  /** Taps in registers at a time: depthwise, and for weight gradients. */
  static final int TAPS = 9;

  /** Pixels of a tile. */
  private static final int TILE = SconvTaps7x2.PIXELS;

  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final VectorEpilogue epilogue = new VectorEpilogue();
    float[] rows = new float[0];
    float[] edge = new float[0];
    float[] pair = new float[0]; // [2, outW, outC]: two output rows, to be pooled
  }

  final ConvGeometry geometry = new ConvGeometry();
  private boolean depthwise;
  private boolean by3x3; // one input channel for each sum, and stride 1
  private boolean byPairs; // of output rows, from the input where it lies
  private float[] x;
  private float[] weights; // [taps, outC], both padded
  private float[] y;
  private Epilogue epilogue;
  private boolean pools;
  private float[] bias = new float[0];
  private float floor;
  private boolean floors; // is all of the activation
  private float[] zeros = new float[0];
  private int patch; // taps, with padding
  private int[] taps = new int[0];
  private int inLine; // values in a padded row of the input
  private int unit; // output rows at a time
  private final PerPart<Scratch> scratch = new PerPart<>(Scratch::new);

  /** Taps including those of zeros that fill a group. */
  static int paddedTaps(int patch) {
    return (patch + TAPS - 1) / TAPS * TAPS;
  }

  /** Columns of the weights including padding. */
  private static int padded(int outC) {
    return (outC + 2 * LANES - 1) / (2 * LANES) * 2 * LANES;
  }

  /** Values in the packed weights. */
  static int weights(int patch, int outC) {
    return paddedTaps(patch) * padded(outC);
  }

  /** Packs {@code count} taps' weights as rows {@code row ..}. */
  static void pack(int count, int outC, float[] w, int from, int row, float[] out) {
    Blocks.copy(count, outC, w, from, outC, out, row * padded(outC), padded(outC));
  }

  /** Sets the rows that stand for no tap to zero. */
  static void padTaps(int patch, int outC, float[] out) {
    Arrays.fill(out, patch * padded(outC), paddedTaps(patch) * padded(outC), 0);
  }

  /**
   * Convolves with {@link #geometry}.
   *
   * @param pools whether {@code y} takes the maxima of 2x2 outputs
   */
  void run(
      Parallel parallel,
      boolean depthwise,
      float[] x,
      float[] weights,
      float[] y,
      Epilogue epilogue,
      boolean pools) {
    this.depthwise = depthwise;
    boolean is3x3 = geometry.kh == 3 && geometry.kw == 3 && geometry.strideW == 1;
    by3x3 = is3x3 && (depthwise || geometry.inC == 1);
    boolean whole = geometry.outH % 2 == 0 && geometry.outC % LANES == 0;
    byPairs = depthwise && whole && geometry.isSame3x3();
    this.x = x;
    this.weights = weights;
    this.y = y;
    this.epilogue = epilogue;
    this.pools = pools;
    boolean small = geometry.work() < Tuning.CONVOLUTION_MIN_WORK;
    prepare(small ? 1 : parallel.threads());
    if (small) {
      run(0, 1);
    } else {
      parallel.run(this);
    }
    this.x = null;
    this.weights = null;
    this.y = null;
    this.epilogue = null;
  }

  private void prepare(int parts) {
    int outC = geometry.outC;
    zeros = Blocks.atLeast(Math.max(padded(outC), geometry.outW * outC), zeros);
    bias = VectorEpilogue.bias(epilogue, outC, Blocks.atLeast(padded(outC), bias));
    floor = VectorEpilogue.floor(epilogue);
    floors = by3x3 && epilogue.activation() == Unary.RELU;
    patch = depthwise ? paddedTaps(geometry.patch()) : geometry.patch();
    if (taps.length < patch) taps = new int[patch];
    PaddedRows.taps(geometry, geometry.groupC, patch, taps);
    inLine = geometry.columns() * geometry.inC;
    int each = PaddedRows.length(geometry, 1);
    unit = Math.clamp(Tuning.TAP_VALUES / Math.max(1, each), 1, geometry.outH);
    unit = Math.clamp((geometry.rows() + parts - 1) / parts, 1, unit);
    if (pools || byPairs) unit += unit % 2;
    scratch.prepare(parts);
    for (int part = 0; part < parts; part++) {
      var s = scratch.get(part);
      int spill = Math.max(width(), TILE * geometry.strideW * geometry.inC);
      s.rows = Blocks.atLeast(PaddedRows.length(geometry, unit) + spill, s.rows);
      s.edge = Blocks.atLeast(Math.max(geometry.outW, TILE) * width(), s.edge);
      if (pools) s.pair = Blocks.atLeast(2 * geometry.outW * outC, s.pair);
    }
  }

  /** Output channels at a time. */
  private int width() {
    return depthwise ? LANES : 2 * LANES;
  }

  @Override
  public void run(int part, int parts) {
    int perImage = (geometry.outH + unit - 1) / unit;
    int units = geometry.images * perImage;
    var s = scratch.get(part);
    for (int u = Split.from(units, part, parts); u < Split.from(units, part + 1, parts); u++) {
      int image = u / perImage;
      int first = u % perImage * unit;
      int rows = Math.min(unit, geometry.outH - first);
      if (!byPairs) PaddedRows.build(geometry, x, image, first, rows, s.rows);
      outputs(s, image, first, rows);
    }
  }

  /** Some rows of an image. */
  private void outputs(Scratch s, int image, int first, int rows) {
    if (!pools && !byPairs) {
      int to = geometry.rowStart(image * geometry.outH + first);
      rows(s, 0, rows, y, to, geometry.rowStep());
      return;
    }
    for (int r = 0; r + 1 < rows; r += 2) { // nobody pools an odd one
      if (byPairs) pair(s, image, first + r);
      else rows(s, r, 2, s.pair, 0, geometry.outW * geometry.outC);
      if (pools) pool(s, image, first + r);
    }
  }

  /** Pools {@code s.pair}, of which output row {@code row} is the first. */
  private void pool(Scratch s, int image, int row) {
    int pooled = image * (geometry.outH / 2) + row / 2;
    int to = pooled * (geometry.outW / 2) * geometry.outC;
    MaxPoolPair.run(geometry.outW, geometry.outC, s.pair, 0, y, to);
  }

  /** Two output rows from {@code top} on. */
  private void pair(Scratch s, int image, int top) {
    int outC = geometry.outC;
    int line = geometry.outW * outC;
    int from = (image * geometry.outH + top) * line;
    boolean first = top == 0;
    boolean last = top + 2 == geometry.outH;
    float[] out = pools ? s.pair : y;
    int to = pools ? 0 : from;
    for (int j = 0; j < outC; j += LANES) {
      SconvDepthwise3x3.pair(
          geometry.outW,
          first ? zeros : x,
          first ? j : from - line + j,
          x,
          from + j,
          last ? zeros : x,
          last ? j : from + 2 * line + j,
          outC,
          weights,
          j,
          padded(outC),
          bias,
          j,
          floor,
          out,
          to + j);
    }
    if (!floors) s.epilogue.activate(epilogue, 2 * geometry.outW, outC, out, to, outC);
  }

  /**
   * Rows from {@code first} on of those whose input was built.
   *
   * @param down values from an output row to the next
   */
  private void rows(Scratch s, int first, int rows, float[] out, int to, int down) {
    int outC = geometry.outC;
    int yStep = geometry.stepX * outC;
    int most = width();
    int next = geometry.strideH * inLine;
    int last = patch == 0 ? -1 : (outC - 1) / most * most;
    for (int j = last; j >= 0; j -= most) { // the ragged block first: it spills over
      int columns = Math.min(most, outC - j);
      int width = by3x3 && columns <= LANES ? LANES : most;
      int from = first * next + (depthwise ? j : 0);
      if (columns == width && (depthwise || by3x3 || geometry.outW >= TILE)) {
        pixels(s.rows, from, j, width, rows, out, to + j, down, yStep);
        continue;
      }
      for (int r = 0; r < rows; r++) {
        pixels(s.rows, from + r * next, j, width, 1, s.edge, 0, 0, width);
        copyEdge(s.edge, width, columns, out, to + r * down + j, yStep);
      }
    }
    for (int r = 0; r < rows; r++) {
      int row = to + r * down;
      if (patch == 0) Blocks.zero(geometry.outW, outC, out, row, yStep);
      if (!floors) s.epilogue.activate(epilogue, geometry.outW, outC, out, row, yStep);
    }
  }

  /**
   * Copies channels that do not fill the vectors. What is too much lands on channels of later
   * pixels, which are still to be written, unless other outputs stand between them; the last pixels
   * are copied value by value.
   */
  private void copyEdge(float[] edge, int width, int columns, float[] out, int to, int yStep) {
    int count = geometry.outW;
    int whole = geometry.contiguous() ? Math.max(0, count - (width - 1) / yStep - 1) : 0;
    for (int i = 0; i < whole; i++) {
      for (int v = 0; v < columns; v += LANES) {
        FloatVector.fromArray(SPECIES, edge, i * width + v).intoArray(out, to + i * yStep + v);
      }
    }
    int done = to + whole * yStep;
    Blocks.copy(count - whole, columns, edge, whole * width, width, out, done, yStep);
  }

  /** All pixels of some rows, for {@code width} channels from {@code j} on. */
  private void pixels(
      float[] in, int from, int j, int width, int rows, float[] out, int to, int down, int step) {
    int ldw = padded(geometry.outC);
    int count = geometry.outW;
    int next = geometry.strideH * inLine;
    if (by3x3 && !depthwise && width == LANES) {
      SconvTaps3x3.narrow(
          rows, count, in, from, inLine, next, weights, j, ldw, bias, j, floor, out, to, down,
          step);
    } else if (by3x3 && !depthwise) {
      SconvTaps3x3.forward(
          rows, count, in, from, inLine, next, weights, j, ldw, bias, j, floor, out, to, down,
          step);
    } else {
      for (int r = 0; r < rows; r++) row(in, from + r * next, j, out, to + r * down, step);
    }
  }

  private void row(float[] in, int from, int j, float[] out, int to, int step) {
    int ldw = padded(geometry.outC);
    int count = geometry.outW;
    int pixel = geometry.strideW * geometry.inC;
    if (by3x3) {
      SconvDepthwise3x3.forward(
          count, in, from, inLine, pixel, weights, j, ldw, bias, j, floor, out, to, step);
    } else if (depthwise) {
      passes(in, from, j, out, to, step);
    } else {
      for (int i = 0; i < count; i += TILE) {
        int first = Math.max(0, Math.min(i, count - TILE)); // maybe some of them again
        int x0 = from + first * pixel;
        int y0 = to + first * step;
        SconvTaps7x2.forward(patch, taps, in, x0, pixel, weights, j, ldw, bias, j, out, y0, step);
      }
    }
  }

  private void passes(float[] rows, int from, int j, float[] out, int to, int step) {
    int ldw = padded(geometry.outC);
    int pixel = geometry.strideW * geometry.inC;
    for (int tap = 0; tap < patch; tap += TAPS) {
      boolean first = tap == 0;
      float[] in = first ? zeros : out;
      int inOffset = first ? 0 : to;
      int inStep = first ? 0 : step;
      float[] add = tap + TAPS == patch ? bias : zeros;
      int w = tap * ldw + j;
      SconvDepthwise9x1.forward(
          geometry.outW,
          rows,
          from,
          pixel,
          taps,
          tap,
          weights,
          w,
          ldw,
          in,
          inOffset,
          inStep,
          add,
          j,
          out,
          to,
          step);
    }
  }
}
