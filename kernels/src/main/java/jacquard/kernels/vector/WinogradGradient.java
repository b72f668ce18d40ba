package jacquard.kernels.vector;

import static jacquard.kernels.vector.Winograd.IN;
import static jacquard.kernels.vector.Winograd.OUT;

/**
 * The gradient of the weights of a {@link WinogradConvolution}: transformed tiles of the input
 * times transformed tiles of {@code dy}, summed over the tiles for each place, and transformed back
 * once at the end.
 */
final class WinogradGradient extends WeightGradient {
  private static final int PLACES = IN * IN;
  private static final int COLUMNS = Tuning.PACKED_ROWS;

  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final Gebp gebp = new Gebp();
    float[] rows = new float[0]; // a row of tiles, padded
    float[] half = new float[0]; // the same after the first half of a transform
    float[] inputs = new float[0]; // [PLACES, c / COLUMNS, tiles, COLUMNS]
    float[] gradients = new float[0]; // for each place panels of [tiles, k]
  }

  private int tilesX;
  private int tilesY;
  private int unit; // rows of tiles at a time
  private float[] half = new float[0]; // [kh, IN, c, k]: the gradient after half of its transform
  private final PerPart<Scratch> scratch = new PerPart<>(Scratch::new);

  @Override
  int sumRows() {
    return PLACES * geometry.inC;
  }

  @Override
  int rowLength() {
    return geometry.outC;
  }

  @Override
  int slices() {
    return geometry.inC / COLUMNS;
  }

  @Override
  void prepare(int parts) {
    tilesX = (geometry.outW - 1) / OUT + 1;
    tilesY = (geometry.outH - 1) / OUT + 1;
    unit = (Tuning.WINOGRAD_GRADIENT_TILES - 1) / tilesX + 1;
    int tiles = unit * tilesX;
    int row = IN * columns() * Math.max(geometry.inC, geometry.outC);
    scratch.prepare(parts);
    for (int part = 0; part < parts; part++) {
      var s = scratch.get(part);
      s.rows = Blocks.atLeast(row, s.rows);
      s.half = Blocks.atLeast(row, s.half);
      s.inputs = Blocks.atLeast(PLACES * stride(tiles, geometry.inC), s.inputs);
      s.gradients = Blocks.atLeast(PLACES * stride(tiles, geometry.outC), s.gradients);
    }
  }

  private int columns() {
    return tilesX * OUT + IN - OUT;
  }

  /** From place to place; not a power of two, which would map all places to one set of L1. */
  private static int stride(int tiles, int channels) {
    return tiles * channels + COLUMNS;
  }

  @Override
  void chunk(int part, int from, int to, int sum, int slice, int slices) {
    var s = scratch.get(part);
    int c0 = Split.from(slices(), slice, slices) * COLUMNS;
    int c1 = Split.from(slices(), slice + 1, slices) * COLUMNS;
    for (int row = from * tilesY; row < to * tilesY; row += unit) {
      int rows = Math.min(unit, to * tilesY - row);
      int tiles = rows * tilesX;
      for (int i = 0; i < rows; i++) {
        input(s, row + i, i * tilesX, tiles, c0, c1);
        gradient(s, row + i, i * tilesX, tiles);
      }
      multiply(s, tiles, c0, c1, sum, row > from * tilesY);
    }
  }

  /** Transforms some channels of a row of tiles of the input, counted over all images. */
  private void input(Scratch s, int row, int tile, int tiles, int c0, int c1) {
    int c = geometry.inC;
    int size = columns() * c;
    int y = row % tilesY * OUT + geometry.originY;
    PaddedRows.build(
        x, geometry.inH, geometry.inW, c, row / tilesY, y, geometry.originX, IN, columns(), s.rows);
    Winograd.input(1, size, s.rows, 0, 0, size, s.half, 0, 0, size);
    int place = stride(tiles, c);
    for (int i = 0; i < tilesX; i++) {
      for (int j = c0; j < c1; j += COLUMNS) {
        int to = j * tiles + (tile + i) * COLUMNS;
        int from = i * OUT * c + j;
        Winograd.input(IN, COLUMNS, s.half, from, size, c, s.inputs, to, IN * place, place);
      }
    }
  }

  /** Transforms a row of tiles of {@code dy}. */
  private void gradient(Scratch s, int row, int tile, int tiles) {
    int k = geometry.outC;
    int columns = tilesX * OUT;
    int size = columns * k;
    int y = row % tilesY * OUT;
    PaddedRows.build(dy, geometry.outH, geometry.outW, k, row / tilesY, y, 0, OUT, columns, s.rows);
    Winograd.outputGradient(1, size, s.rows, 0, 0, size, s.half, 0, 0, size);
    int place = stride(tiles, k);
    int width;
    for (int j = 0; j < k; j += width) {
      width = Panels.width(k - j);
      for (int i = 0; i < tilesX; i++) {
        int to = j * tiles + (tile + i) * width;
        int from = i * OUT * k + j;
        Winograd.outputGradient(
            IN, width, s.half, from, size, k, s.gradients, to, IN * place, place);
      }
    }
  }

  private void multiply(Scratch s, int tiles, int c0, int c1, int sum, boolean accumulate) {
    int c = geometry.inC;
    int k = geometry.outC;
    for (int place = 0; place < PLACES; place++) {
      int panels = place * stride(tiles, k);
      for (int j = c0; j < c1; j += Tuning.TILE_ROWS) {
        int a = place * stride(tiles, c) + j / COLUMNS * COLUMNS * tiles + j % COLUMNS;
        int to = sum + (place * c + j) * k;
        s.gebp.multiply(
            null,
            0,
            Tuning.TILE_ROWS,
            k,
            tiles,
            s.inputs,
            a,
            s.gradients,
            panels,
            tiles,
            0,
            sums,
            to,
            k,
            accumulate);
      }
    }
  }

  @Override
  void finish(int chunks, float[] dw) {
    addChunks(chunks);
    int n = geometry.inC * geometry.outC;
    int taps = geometry.kh;
    half = Blocks.atLeast(taps * IN * n, half);
    Winograd.weightGradient(1, IN * n, sums, 0, 0, IN * n, half, 0, 0, IN * n);
    Winograd.weightGradient(taps, n, half, 0, IN * n, n, dw, 0, taps * n, n);
  }
}
