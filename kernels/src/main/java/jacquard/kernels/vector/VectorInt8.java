package jacquard.kernels.vector;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Int8;
import jacquard.kernels.PackedCodes;
import jacquard.kernels.PackedFilter;
import jacquard.kernels.Requantization;
import jacquard.kernels.Workspace;

/** 8-bit codes. */
public final class VectorInt8 implements Int8 {
  private static final Workspace.Slot<CodeConversion> CONVERSION =
      Workspace.Slot.of(CodeConversion::new);
  private static final Workspace.Slot<RowRounding> ROUNDING = Workspace.Slot.of(RowRounding::new);
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
    region.task = CodeConversion.Task.QUANTIZE;
    region.run(workspace);
  }

  @Override
  public void quantizeBackward(
      int rows,
      int n,
      float[] x,
      float[] scale,
      int zeroPoint,
      int min,
      int max,
      float[] dy,
      float[] dx,
      Workspace workspace) {
    var region = workspace.get(CONVERSION);
    region.set(rows, n, x, null, scale, zeroPoint);
    region.min = min;
    region.max = max;
    region.dy = dy;
    region.dx = dx;
    region.task = CodeConversion.Task.PASS_THROUGH;
    region.run(workspace);
  }

  @Override
  public void dequantize(
      int rows, int n, byte[] codes, float[] scale, int zeroPoint, float[] y, Workspace workspace) {
    var region = workspace.get(CONVERSION);
    region.set(rows, n, y, codes, scale, zeroPoint);
    region.task = CodeConversion.Task.DEQUANTIZE;
    region.run(workspace);
  }

  @Override
  public void round(int rows, int n, float[] x, float[] y, Workspace workspace) {
    workspace.get(ROUNDING).run(rows, n, x, y, workspace);
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
  public void roundedGemm(
      int m,
      float[] x,
      PackedCodes w,
      float[] factor,
      Epilogue epilogue,
      float[] y,
      Workspace workspace) {
    var product = workspace.get(PRODUCT);
    product.setRounded(m, x);
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
    region.setW(codes, factor, epilogue);
    region.run(workspace.parallel(), x, zeroPoint, y, null, null);
  }

  @Override
  public void forward(
      ConvShape shape,
      byte[] x,
      int zeroPoint,
      PackedFilter w,
      float[] factor,
      Epilogue epilogue,
      Requantization requantization,
      byte[] y,
      Workspace workspace) {
    var region = workspace.get(CONVOLUTION);
    region.geometry.forward(shape);
    region.setW(((Filter) w).codes(), factor, epilogue);
    region.run(workspace.parallel(), x, zeroPoint, null, y, requantization);
  }
}
