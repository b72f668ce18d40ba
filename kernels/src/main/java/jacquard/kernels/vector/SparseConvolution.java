package jacquard.kernels.vector;

import jacquard.kernels.Epilogue;
import jacquard.kernels.PackedBlocks;
import jacquard.kernels.Parallel;

/**
 * Convolution as the product of patches and sparse weights. Patches are {@link Strips}, or, where
 * 16 columns are one vector and rows of pixels wide enough, {@link SparsePixels}. Each part
 * computes some of the output rows.
 */
final class SparseConvolution implements Parallel.Region {
  /** What one part needs besides the arguments. */
  private static final class Scratch {
    final SparsePanels panels = new SparsePanels();
    final SparsePixels pixels = new SparsePixels();
    final VectorEpilogue epilogue = new VectorEpilogue();
    float[] strips = new float[0];
    int[] offsets = new int[0];
  }

  final ConvGeometry geometry = new ConvGeometry();
  private float[] x;
  private PackedBlocks w;
  private Epilogue epilogue;
  private float[] y;
  private boolean paired;
  private int[] places = new int[0]; // of the rows that are kept, if paired
  private int unit; // output rows at a time, if paired of one image
  private final PerPart<Scratch> scratch = new PerPart<>(Scratch::new);

  /** Convolves with {@link #geometry}. */
  void run(Parallel parallel, float[] x, PackedBlocks w, Epilogue epilogue, float[] y) {
    this.x = x;
    this.w = w;
    this.epilogue = epilogue;
    this.y = y;
    long work = 2L * geometry.rows() * geometry.outW * w.values().length;
    boolean small = work < Tuning.CONVOLUTION_MIN_WORK;
    prepare(small ? 1 : parallel.threads());
    if (small) {
      run(0, 1);
    } else {
      parallel.run(this);
    }
    this.x = null;
    this.w = null;
    this.epilogue = null;
    this.y = null;
  }

  private void prepare(int parts) {
    scratch.prepare(parts);
    paired = SparsePixels.pays(geometry, w);
    if (paired) {
      places = SparsePixels.places(geometry, w, places);
      unit = SparsePixels.rows(geometry, parts);
    } else {
      prepareStrips(parts);
    }
  }

  private void prepareStrips(int parts) {
    unit = Math.max(1, Math.ceilDiv(Tuning.STRIP_PIXELS, geometry.outW));
    unit = Math.clamp(Math.ceilDiv(geometry.rows(), parts), 1, unit);
    int pixels = unit * geometry.outW + SparsePanels.ROWS;
    for (int part = 0; part < parts; part++) {
      var s = scratch.get(part);
      s.strips = Blocks.atLeast(unit * Strips.length(geometry), s.strips);
      if (s.offsets.length < pixels) s.offsets = new int[pixels];
    }
  }

  @Override
  public void run(int part, int parts) {
    if (paired) pixels(scratch.get(part).pixels, part, parts);
    else strips(part, parts);
  }

  private void pixels(SparsePixels pixels, int part, int parts) {
    int perImage = Math.ceilDiv(geometry.outH, unit);
    int units = geometry.images * perImage;
    pixels.prepare(epilogue, geometry.outC);
    for (int u = Split.from(units, part, parts); u < Split.from(units, part + 1, parts); u++) {
      int first = u % perImage * unit;
      int rows = Math.min(unit, geometry.outH - first);
      pixels.load(geometry, x, u / perImage, first, rows);
      pixels.multiply(geometry, u / perImage * geometry.outH + first, rows, w, places, y);
    }
  }

  private void strips(int part, int parts) {
    int rows = geometry.rows();
    int units = Math.ceilDiv(rows, unit);
    int end = Math.min(rows, Split.from(units, part + 1, parts) * unit);
    var s = scratch.get(part);
    for (int row = Split.from(units, part, parts) * unit; row < end; row += unit) {
      rows(s, row, Math.min(unit, end - row));
    }
  }

  private void rows(Scratch s, int row, int count) {
    Strips.build(geometry, x, 0, row, count, s.strips);
    Strips.offsets(geometry, count, s.offsets, SparsePanels.ROWS);
    int pixels = count * geometry.outW;
    int k = geometry.outC;
    int to = geometry.rowStart(row);
    int panels = w.starts().length - 1;
    for (int i = 0; i < pixels; i += SparsePanels.ROWS) {
      int valid = Math.min(SparsePanels.ROWS, pixels - i);
      s.panels.multiply(valid, 0, panels, s.strips, 0, s.offsets, i, w, y, to + i * k, k);
    }
    s.epilogue.apply(epilogue, pixels, k, 0, y, to, k);
  }
}
