package jacquard.kernels.vector;

import static jacquard.kernels.vector.Winograd.IN;
import static jacquard.kernels.vector.Winograd.OUT;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Parallel;
import jacquard.kernels.Unary;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * 3x3 convolution with stride 1 by {@link Winograd}: tiles of the input are transformed, multiplied
 * by transformed weights, which is one matrix product for each of the 36 places of a tile, and
 * transformed back. Parts take a few rows of tiles at a time, so that what lies between the steps
 * stays in L2, and take them as they get through them: which addresses its buffers have can make
 * one part half as fast again as another.
 */
final class WinogradConvolution implements Parallel.Region {
  private static final int PLACES = IN * IN;

  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final Gebp gebp = new Gebp();
    final VectorEpilogue epilogue = new VectorEpilogue();
    float[] rows = new float[0]; // [IN, columns, inC]: a row of tiles, padded
    float[] half = new float[0]; // the same after the first half of a transform
    float[] inputs = new float[0]; // [tiles, PLACES, inC]
    float[] products = new float[0]; // [tiles, PLACES, outC]
    float[] edge = new float[0]; // [OUT, OUT, outC]
    float[] band = new float[0]; // [OUT, outW, outC]: a row of tiles, to be pooled
    int[] offsets = new int[0];
  }

  final ConvGeometry geometry = new ConvGeometry();
  private float[] x;
  private float[] weights; // for each place the panels of [inC, outC]
  private float[] y;
  private Epilogue epilogue;
  private float[] bias = new float[0];
  private float floor;
  private boolean pools;
  private int tilesX;
  private int tilesY;
  private int unit; // rows of tiles at a time
  private final AtomicInteger next = new AtomicInteger(); // row of tiles
  private final PerPart<Scratch> scratch = new PerPart<>(Scratch::new);

  /**
   * Convolves with {@link #geometry}.
   *
   * @param pools whether {@code y} takes the maxima of 2x2 outputs
   */
  void run(
      Parallel parallel, float[] x, float[] weights, float[] y, Epilogue epilogue, boolean pools) {
    this.x = x;
    this.weights = weights;
    this.y = y;
    this.epilogue = epilogue;
    this.pools = pools;
    boolean small = geometry.work() < Tuning.CONVOLUTION_MIN_WORK;
    prepare(small ? 1 : parallel.threads());
    next.set(0);
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
    bias = VectorEpilogue.bias(epilogue, geometry.outC, Blocks.atLeast(geometry.outC, bias));
    floor = VectorEpilogue.floor(epilogue);
    tilesX = (geometry.outW - 1) / OUT + 1;
    tilesY = (geometry.outH - 1) / OUT + 1;
    int all = geometry.images * tilesY;
    unit = (Tuning.WINOGRAD_TILES - 1) / tilesX + 1;
    int whole = (Tuning.TILE_ROWS - 1) / tilesX + 1; // fills a register tile
    unit = Math.clamp((all + parts - 1) / parts, Math.min(whole, unit), unit);
    int tiles = unit * tilesX;
    int row = IN * columns() * geometry.inC;
    scratch.prepare(parts);
    for (int part = 0; part < parts; part++) {
      var s = scratch.get(part);
      s.rows = Blocks.atLeast(row, s.rows);
      s.half = Blocks.atLeast(Math.max(row, OUT * IN * geometry.outC), s.half);
      s.inputs = Blocks.atLeast(tiles * PLACES * geometry.inC, s.inputs);
      s.products = Blocks.atLeast(tiles * PLACES * geometry.outC, s.products);
      s.edge = Blocks.atLeast(OUT * OUT * geometry.outC, s.edge);
      if (pools) s.band = Blocks.atLeast(OUT * geometry.outW * geometry.outC, s.band);
      if (s.offsets.length < tiles + Tuning.TILE_ROWS) {
        s.offsets = new int[tiles + Tuning.TILE_ROWS];
      }
    }
  }

  private int columns() {
    return tilesX * OUT + IN - OUT;
  }

  @Override
  public void run(int part, int parts) {
    int all = geometry.images * tilesY;
    var s = scratch.get(part);
    for (int row; (row = next.getAndAdd(unit)) < all; ) {
      int count = Math.min(unit, all - row);
      for (int i = 0; i < count; i++) input(s, row + i, i * tilesX);
      multiply(s, count * tilesX);
      for (int i = 0; i < count; i++) outputs(s, row + i, i * tilesX);
    }
  }

  /** Transforms a row of tiles, counted over all images, into {@code inputs[tile ..]}. */
  private void input(Scratch s, int row, int tile) {
    int c = geometry.inC;
    int size = columns() * c;
    int first = row % tilesY * OUT + geometry.originY;
    PaddedRows.build(
        x,
        geometry.inH,
        geometry.inW,
        c,
        row / tilesY,
        first,
        geometry.originX,
        IN,
        columns(),
        s.rows);
    Winograd.input(1, size, s.rows, 0, 0, size, s.half, 0, 0, size);
    for (int i = 0; i < tilesX; i++) {
      int to = (tile + i) * PLACES * c;
      Winograd.input(IN, c, s.half, i * OUT * c, size, c, s.inputs, to, IN * c, c);
    }
  }

  private void multiply(Scratch s, int tiles) {
    int c = geometry.inC;
    int k = geometry.outC;
    for (int i = 0; i < tiles + Tuning.TILE_ROWS - 1; i++) {
      s.offsets[i] = Math.min(i, tiles - 1) * PLACES * c;
    }
    boolean pairs = c <= Tuning.DEPTH && Gebp.pairs(k);
    for (int place = 0; place < PLACES; place++) {
      int w = place * c * Panels.padded(k);
      for (int p = 0; p < c; p += Tuning.DEPTH) {
        int depth = Math.min(Tuning.DEPTH, c - p);
        int valid;
        for (int i = 0; i < tiles; i += valid) {
          valid = Gebp.rows(tiles - i, pairs);
          int to = (i * PLACES + place) * k;
          s.gebp.multiply(
              s.offsets,
              i,
              valid,
              k,
              depth,
              s.inputs,
              place * c + p,
              weights,
              w,
              c,
              p,
              s.products,
              to,
              PLACES * k,
              p > 0);
        }
      }
    }
  }

  /** Transforms a row of tiles back, and pools it. */
  private void outputs(Scratch s, int row, int tile) {
    int image = row / tilesY;
    int top = row % tilesY * OUT;
    int rows = Math.min(OUT, geometry.outH - top);
    int line = geometry.outW * geometry.outC;
    float[] out = pools ? s.band : y;
    int to = pools ? 0 : (image * geometry.outH + top) * line;
    for (int i = 0; i < tilesX; i++) output(s, rows, i * OUT, tile + i, out, to);
    if (!pools) return;
    int pooled = geometry.outW / 2 * geometry.outC;
    int first = image * (geometry.outH / 2) + top / 2;
    for (int i = 0; i < rows / 2; i++) {
      MaxPoolPair.run(geometry.outW, geometry.outC, s.band, 2 * i * line, y, (first + i) * pooled);
    }
  }

  /** One tile, whose row of tiles starts at {@code out[start]}. */
  private void output(Scratch s, int rows, int left, int tile, float[] out, int start) {
    int k = geometry.outC;
    int columns = Math.min(OUT, geometry.outW - left);
    boolean whole = columns == OUT;
    int line = geometry.outW * k;
    int to = start + left * k;
    int from = tile * PLACES * k;
    Winograd.output(1, IN * k, s.products, from, 0, IN * k, s.half, 0, 0, IN * k);
    float[] target = whole ? out : s.edge;
    int offset = whole ? to : 0;
    int ld = whole ? line : OUT * k;
    Winograd.outputWithBias(rows, k, s.half, 0, IN * k, k, bias, floor, target, offset, ld, k);
    if (!whole) Blocks.copy(rows, columns * k, s.edge, 0, OUT * k, out, to, line);
    if (epilogue.activation() == Unary.RELU) return; // done by the floor
    for (int i = 0; i < rows; i++) {
      s.epilogue.activate(epilogue, columns, k, out, to + i * line, k);
    }
  }
}
