package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Int8;
import jacquard.kernels.PackedCodes;
import jacquard.kernels.PackedFilter;
import jacquard.kernels.Parallel;
import jacquard.kernels.Requantization;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/** 8-bit codes. */
public final class VectorInt8 implements Int8 {
  private static final Workspace.Slot<Conversion> CONVERSION = Workspace.Slot.of(Conversion::new);
  private static final Workspace.Slot<Int8Product> PRODUCT = Workspace.Slot.of(Int8Product::new);
  private static final Workspace.Slot<Int8Convolution> CONVOLUTION =
      Workspace.Slot.of(Int8Convolution::new);

  /** The vector kernel; it has no state. */
  public VectorInt8() {}

  /** A convolution's codes: for each group the panels of {@code [kw * kh * groupC, groupK]}. */
  private record Filter(byte[] codes) implements PackedFilter {
    @Override
    public long bytes() {
      return codes.length;
    }
  }

  @Override
  public void quantize(
      int rows,
      int n,
      float[] x,
      float[] scale,
      int zeroPoint,
      int min,
      int max,
      byte[] codes,
      Workspace workspace) {
    var region = workspace.get(CONVERSION);
    region.set(rows, n, x, codes, scale, zeroPoint);
    region.min = min;
    region.max = max;
    region.toCodes = true;
    region.run(workspace);
  }

  @Override
  public void dequantize(
      int rows,
      int n,
      byte[] codes,
      float[] scale,
      int zeroPoint,
      float[] y,
      Workspace workspace) {
    var region = workspace.get(CONVERSION);
    region.set(rows, n, y, codes, scale, zeroPoint);
    region.toCodes = false;
    region.run(workspace);
  }

  @Override
  public PackedCodes pack(int k, int n, byte[] w) {
    Int8.requireDepth(k);
    var data = new byte[Math.multiplyExact(k, Panels.padded(n))];
    CodePanels.pack(k, n, w, 0, n, data, 0, k, 0);
    return new PackedCodes(k, n, data);
  }

  @Override
  public void gemm(
      int m,
      byte[] x,
      int zeroPoint,
      PackedCodes w,
      float[] factor,
      Epilogue epilogue,
      float[] y,
      Workspace workspace) {
    var product = workspace.get(PRODUCT);
    product.setX(m, x, zeroPoint, null);
    product.setW(w, factor, epilogue);
    product.run(workspace.parallel(), y, null, null);
  }

  @Override
  public void gemm(
      int m,
      byte[] x,
      int zeroPoint,
      PackedCodes w,
      float[] factor,
      Epilogue epilogue,
      Requantization requantization,
      byte[] y,
      Workspace workspace) {
    var product = workspace.get(PRODUCT);
    product.setX(m, x, zeroPoint, null);
    product.setW(w, factor, epilogue);
    product.run(workspace.parallel(), null, y, requantization);
  }

  @Override
  public void gemm(
      int m,
      float[] x,
      PackedCodes w,
      float[] factor,
      Epilogue epilogue,
      float[] y,
      Workspace workspace) {
    var product = workspace.get(PRODUCT);
    product.setX(m, null, 0, x);
    product.setW(w, factor, epilogue);
    product.run(workspace.parallel(), y, null, null);
  }

  @Override
  public PackedFilter pack(ConvShape s, byte[] w) {
    int patch = s.kh() * s.kw() * s.groupC();
    Int8.requireDepth(patch);
    int size = patch * Panels.padded(s.groupK());
    var data = new byte[s.groups() * size];
    for (int tap = 0; tap < s.kh() * s.kw(); tap++) {
      int row = (tap % s.kw() * s.kh() + tap / s.kw()) * s.groupC();
      for (int g = 0; g < s.groups(); g++) {
        int from = tap * s.groupC() * s.k() + g * s.groupK();
        CodePanels.pack(s.groupC(), s.groupK(), w, from, s.k(), data, g * size, patch, row);
      }
    }
    return new Filter(data);
  }

  @Override
  public void forward(
      ConvShape shape,
      byte[] x,
      int zeroPoint,
      PackedFilter w,
      float[] factor,
      Epilogue epilogue,
      float[] y,
      Workspace workspace) {
    var region = workspace.get(CONVOLUTION);
    region.geometry.forward(shape);
    var codes = ((Filter) w).codes();
    region.run(workspace.parallel(), x, zeroPoint, codes, factor, y, epilogue);
  }

  /** Floats to codes or back; each part takes some of the rows, or of the values. */
  private static final class Conversion implements Parallel.Region {
    private static final int TILE = CodeLoops.TILE;

    private boolean toCodes;
    private int rows;
    private int n;
    private float[] floats;
    private byte[] codes;
    private float[] scale;
    private int stride;
    private int zeroPoint;
    private int min;
    private int max;
    private final float[] same = new float[LANES];
    private final PerPart<int[]> scratch = new PerPart<>(() -> new int[TILE]);

    private void set(int r, int c, float[] values, byte[] bytes, float[] scales, int zero) {
      boolean one = scales.length == 1;
      rows = one ? Math.ceilDiv(r * c, TILE) : r;
      n = one ? r * c : c;
      floats = values;
      codes = bytes;
      stride = one ? 0 : 1;
      if (one) Arrays.fill(same, scales[0]);
      scale = one ? same : scales;
      zeroPoint = zero;
    }

    private void run(Workspace workspace) {
      scratch.prepare(workspace.parallel().threads());
      long values = stride == 0 ? n : (long) rows * n;
      Split.run(workspace, this, values, Tuning.ELEMENTWISE_MIN_ELEMENTS);
    }

    @Override
    public void run(int part, int parts) {
      int end = Split.from(rows, part + 1, parts);
      for (int row = Split.from(rows, part, parts); row < end; row++) {
        int from = row * (stride == 0 ? TILE : n);
        int count = stride == 0 ? Math.min(TILE, n - from) : n;
        if (toCodes) {
          CodeLoops.quantize(
              count, floats, from, scale, 0, stride, zeroPoint, min, max, codes, from,
              scratch.get(part));
        } else {
          CodeLoops.dequantize(count, codes, from, scale, stride, zeroPoint, floats, from);
        }
      }
    }
  }
}
