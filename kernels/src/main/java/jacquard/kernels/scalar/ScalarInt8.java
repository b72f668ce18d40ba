package jacquard.kernels.scalar;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Int8;
import jacquard.kernels.PackedCodes;
import jacquard.kernels.PackedFilter;
import jacquard.kernels.Parallel;
import jacquard.kernels.Requantization;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/** 8-bit codes by their definition; sums are ints. */
public final class ScalarInt8 implements Int8 {
  private static final Workspace.Slot<Product> PRODUCT = Workspace.Slot.of(Product::new);
  private static final Workspace.Slot<ScalarInt8Convolution> CONVOLUTION =
      Workspace.Slot.of(ScalarInt8Convolution::new);

  /** The scalar kernel; it has no state. */
  public ScalarInt8() {}

  /** A convolution's codes {@code [kh, kw, c / groups, k]}. */
  record Filter(byte[] codes) implements PackedFilter {
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
    for (int i = 0; i < rows * n; i++) {
      codes[i] = code(x[i], scale[scale.length == 1 ? 0 : i % n], zeroPoint, min, max);
    }
  }

  private static byte code(float x, float scale, int zeroPoint, int min, int max) {
    float steps = Math.max(Math.min(x / scale, max - zeroPoint), min - zeroPoint);
    return (byte) ((int) Math.rint(steps) + zeroPoint);
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
    for (int i = 0; i < rows * n; i++) {
      double code = Math.rint(x[i] / scale[scale.length == 1 ? 0 : i % n]) + zeroPoint;
      dx[i] = code >= min && code <= max ? dy[i] : 0;
    }
  }

  @Override
  public void dequantize(
      int rows, int n, byte[] codes, float[] scale, int zeroPoint, float[] y, Workspace workspace) {
    for (int i = 0; i < rows * n; i++) {
      y[i] = (codes[i] - zeroPoint) * scale[scale.length == 1 ? 0 : i % n];
    }
  }

  @Override
  public void round(int rows, int n, float[] x, float[] y, Workspace workspace) {
    for (int r = 0; r < rows; r++) {
      float step = step(n, x, r * n);
      for (int i = r * n; i < (r + 1) * n; i++) y[i] = code(x[i], step, 0, -127, 127) * step;
    }
  }

  private static float step(int n, float[] x, int from) {
    float largest = 0;
    for (int i = from; i < from + n; i++) largest = Math.max(largest, Math.abs(x[i]));
    float step = largest / Byte.MAX_VALUE;
    return step >= Float.MIN_NORMAL ? step : 1;
  }

  @Override
  public PackedCodes pack(int k, int n, byte[] w) {
    Int8.requireDepth(k);
    return new PackedCodes(k, n, Arrays.copyOf(w, k * n));
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
    product.set(m, w, factor, epilogue);
    product.codes = x;
    product.zeroPoint = zeroPoint;
    product.y = y;
    workspace.parallel().run(product);
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
    var values = workspace.get(PRODUCT).values(m * w.n());
    gemm(m, x, zeroPoint, w, factor, epilogue, values, workspace);
    codes(m * w.n(), values, requantization, y);
  }

  private static void codes(int n, float[] values, Requantization r, byte[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = code(values[i], r.scale(), r.zeroPoint(), r.min(), r.max());
    }
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
    product.set(m, w, factor, epilogue);
    product.x = x;
    product.codes = null;
    product.y = y;
    workspace.parallel().run(product);
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
    int k = w.k();
    int n = w.n();
    for (int i = 0; i < m; i++) {
      float step = step(k, x, i * k);
      for (int j = 0; j < n; j++) {
        int sum = 0;
        for (int p = 0; p < k; p++) {
          sum += code(x[i * k + p], step, 0, -127, 127) * w.data()[p * n + j];
        }
        y[i * n + j] = sum * factor[j] * step;
      }
      ScalarEpilogue.apply(epilogue, n, y, i * n);
    }
  }

  @Override
  public PackedFilter pack(ConvShape shape, byte[] w) {
    int patch = shape.kh() * shape.kw() * shape.groupC();
    Int8.requireDepth(patch);
    return new Filter(Arrays.copyOf(w, patch * shape.k()));
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
    region.set(shape, x, zeroPoint, ((Filter) w).codes(), factor, epilogue, y);
    workspace.parallel().run(region);
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
    int n = shape.n() * shape.outH() * shape.outW() * shape.k();
    var values = workspace.get(PRODUCT).values(n);
    forward(shape, x, zeroPoint, w, factor, epilogue, values, workspace);
    codes(n, values, requantization, y);
  }

  /** The arguments of one product; each part computes some of the rows. */
  private static final class Product implements Parallel.Region {
    private int m;
    private int k;
    private int n;
    private float[] x; // [m, k], unless there are codes
    private byte[] codes;
    private int zeroPoint;
    private byte[] w; // [k, n]
    private float[] factor;
    private Epilogue epilogue;
    private float[] y;
    private float[] values = new float[0];

    private void set(int rows, PackedCodes weights, float[] factors, Epilogue last) {
      m = rows;
      k = weights.k();
      n = weights.n();
      w = weights.data();
      factor = factors;
      epilogue = last;
    }

    private float[] values(int size) {
      if (values.length < size) values = new float[size];
      return values;
    }

    @Override
    public void run(int part, int parts) {
      int end = (int) ((long) m * (part + 1) / parts);
      for (int i = (int) ((long) m * part / parts); i < end; i++) {
        for (int j = 0; j < n; j++) y[i * n + j] = sum(i, j) * factor[j];
        ScalarEpilogue.apply(epilogue, n, y, i * n);
      }
    }

    private float sum(int i, int j) {
      if (codes == null) {
        float chain = 0;
        for (int p = 0; p < k; p++) chain = Math.fma(x[i * k + p], w[p * n + j], chain);
        return chain;
      }
      int sum = 0;
      for (int p = 0; p < k; p++) sum += (codes[i * k + p] - zeroPoint) * w[p * n + j];
      return sum;
    }
  }
}
