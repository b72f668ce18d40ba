package jacquard.kernels.scalar;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Convolution;
import jacquard.kernels.Epilogue;
import jacquard.kernels.PackedFilter;
import jacquard.kernels.Parallel;
import jacquard.kernels.PoolShape;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/**
 * Convolution by its definition. Every output is one chain of fused multiply-adds: forward over
 * (kw, kh, c), the input's gradient over (kw descending, kh descending, k), which is the order of
 * the equivalent convolution of {@code dy}, and the weights' gradient over (n, oy, ox). The inner
 * loop runs over channels, which are contiguous.
 */
public final class ScalarConvolution implements Convolution {
  private static final Workspace.Slot<Forward> FORWARD = Workspace.Slot.of(Forward::new);
  private static final Workspace.Slot<Outputs> OUTPUTS = Workspace.Slot.of(Outputs::new);
  private static final Workspace.Slot<BackwardData> BACKWARD_DATA =
      Workspace.Slot.of(BackwardData::new);
  private static final Workspace.Slot<BackwardWeights> BACKWARD_WEIGHTS =
      Workspace.Slot.of(BackwardWeights::new);

  /** The scalar kernel; it has no state. */
  public ScalarConvolution() {}

  @Override
  public void forward(
      ConvShape shape, float[] x, float[] w, Epilogue epilogue, float[] y, Workspace workspace) {
    var region = workspace.get(FORWARD);
    region.shape = shape;
    region.x = x;
    region.w = w;
    region.epilogue = epilogue;
    region.y = y;
    workspace.parallel().run(region);
  }

  @Override
  public void forward(
      ConvShape shape,
      float[] x,
      PackedFilter w,
      Epilogue epilogue,
      float[] y,
      Workspace workspace) {
    forward(shape, x, ((ScalarFilter) w).data(), epilogue, y, workspace);
  }

  @Override
  public void forwardMaxPool(
      ConvShape shape,
      float[] x,
      PackedFilter w,
      Epilogue epilogue,
      float[] y,
      Workspace workspace) {
    int n = shape.n();
    var pool = new PoolShape(n, shape.outH(), shape.outW(), shape.k(), 2, 2, 2, 2, 0, 0);
    var outputs = workspace.get(OUTPUTS).atLeast(n * shape.outH() * shape.outW() * shape.k());
    forward(shape, x, w, epilogue, outputs, workspace);
    new ScalarPooling().maxForward(pool, outputs, y, null, workspace);
  }

  @Override
  public PackedFilter pack(ConvShape shape, float[] w) {
    return new ScalarFilter(Arrays.copyOf(w, shape.kh() * shape.kw() * shape.groupC() * shape.k()));
  }

  @Override
  public void backwardData(
      ConvShape shape, float[] dy, float[] w, float[] dx, Workspace workspace) {
    var region = workspace.get(BACKWARD_DATA);
    region.shape = shape;
    region.dy = dy;
    region.transpose(w);
    region.dx = dx;
    workspace.parallel().run(region);
  }

  @Override
  public void backwardWeights(
      ConvShape shape, float[] x, float[] dy, float[] dw, Workspace workspace) {
    var region = workspace.get(BACKWARD_WEIGHTS);
    region.shape = shape;
    region.x = x;
    region.dy = dy;
    region.dw = dw;
    workspace.parallel().run(region);
  }

  /** Memory for outputs that are pooled. */
  private static final class Outputs {
    private float[] values = new float[0];

    float[] atLeast(int size) {
      if (values.length < size) values = new float[size];
      return values;
    }
  }

  private static int start(int count, int part, int parts) {
    return (int) ((long) count * part / parts);
  }

  /** Each part computes some of the output rows. */
  private static final class Forward implements Parallel.Region {
    private ConvShape shape;
    private float[] x; // [n, h, w, c]
    private float[] w; // [kh, kw, c / groups, k]
    private Epilogue epilogue;
    private float[] y; // [n, outH, outW, k]

    @Override
    public void run(int part, int parts) {
      int rows = shape.n() * shape.outH();
      int end = start(rows, part + 1, parts);
      for (int row = start(rows, part, parts); row < end; row++) {
        for (int ox = 0; ox < shape.outW(); ox++) {
          int yi = (row * shape.outW() + ox) * shape.k();
          Arrays.fill(y, yi, yi + shape.k(), 0);
          pixel(row / shape.outH(), row % shape.outH(), ox, yi);
          ScalarEpilogue.apply(epilogue, shape.k(), y, yi);
        }
      }
    }

    private void pixel(int n, int oy, int ox, int yi) {
      for (int kw = 0; kw < shape.kw(); kw++) {
        int ix = ox * shape.strideW() - shape.padLeft() + kw;
        if (ix < 0 || ix >= shape.w()) continue;
        for (int kh = 0; kh < shape.kh(); kh++) {
          int iy = oy * shape.strideH() - shape.padTop() + kh;
          if (iy < 0 || iy >= shape.h()) continue;
          int xi = ((n * shape.h() + iy) * shape.w() + ix) * shape.c();
          int wi = (kh * shape.kw() + kw) * shape.groupC() * shape.k();
          for (int c = 0; c < shape.c(); c++) {
            int first = c / shape.groupC() * shape.groupK();
            ScalarGemm.addScaled(
                shape.groupK(),
                x[xi + c],
                w,
                wi + c % shape.groupC() * shape.k() + first,
                y,
                yi + first);
          }
        }
      }
    }
  }

  /** Each part computes some of the input's rows, gathering from the outputs that read them. */
  private static final class BackwardData implements Parallel.Region {
    private ConvShape shape;
    private float[] dy; // [n, outH, outW, k]
    private float[] transposed = new float[0]; // [kh, kw, k, c / groups]
    private float[] dx; // [n, h, w, c]

    private void transpose(float[] w) {
      int taps = shape.kh() * shape.kw();
      int size = shape.groupC() * shape.k();
      if (transposed.length < taps * size) transposed = new float[taps * size];
      for (int tap = 0; tap < taps; tap++) {
        for (int c = 0; c < shape.groupC(); c++) {
          for (int k = 0; k < shape.k(); k++) {
            transposed[tap * size + k * shape.groupC() + c] = w[tap * size + c * shape.k() + k];
          }
        }
      }
    }

    @Override
    public void run(int part, int parts) {
      int rows = shape.n() * shape.h();
      int end = start(rows, part + 1, parts);
      for (int row = start(rows, part, parts); row < end; row++) {
        for (int ix = 0; ix < shape.w(); ix++) {
          int xi = (row * shape.w() + ix) * shape.c();
          Arrays.fill(dx, xi, xi + shape.c(), 0);
          pixel(row / shape.h(), row % shape.h(), ix, xi);
        }
      }
    }

    private void pixel(int n, int iy, int ix, int xi) {
      for (int kw = shape.kw() - 1; kw >= 0; kw--) {
        int ox = source(ix + shape.padLeft() - kw, shape.strideW(), shape.outW());
        if (ox < 0) continue;
        for (int kh = shape.kh() - 1; kh >= 0; kh--) {
          int oy = source(iy + shape.padTop() - kh, shape.strideH(), shape.outH());
          if (oy < 0) continue;
          int yi = ((n * shape.outH() + oy) * shape.outW() + ox) * shape.k();
          int wi = (kh * shape.kw() + kw) * shape.k() * shape.groupC();
          for (int k = 0; k < shape.k(); k++) {
            int first = k / shape.groupK() * shape.groupC();
            ScalarGemm.addScaled(
                shape.groupC(), dy[yi + k], transposed, wi + k * shape.groupC(), dx, xi + first);
          }
        }
      }
    }

    /** The output whose window starts at {@code position}, or -1. */
    private static int source(int position, int stride, int outputs) {
      boolean exists = position >= 0 && position % stride == 0 && position / stride < outputs;
      return exists ? position / stride : -1;
    }
  }

  /** Each part computes some of the gradient's rows {@code (kh, kw, c)}. */
  private static final class BackwardWeights implements Parallel.Region {
    private ConvShape shape;
    private float[] x; // [n, h, w, c]
    private float[] dy; // [n, outH, outW, k]
    private float[] dw; // [kh, kw, c / groups, k]

    @Override
    public void run(int part, int parts) {
      int rows = shape.kh() * shape.kw() * shape.groupC();
      int first = start(rows, part, parts);
      int end = start(rows, part + 1, parts);
      Arrays.fill(dw, first * shape.k(), end * shape.k(), 0);
      for (int row = first; row < end; row++) {
        for (int n = 0; n < shape.n(); n++) row(row, n);
      }
    }

    private void row(int row, int n) {
      int tap = row / shape.groupC();
      for (int oy = 0; oy < shape.outH(); oy++) {
        int iy = oy * shape.strideH() - shape.padTop() + tap / shape.kw();
        if (iy < 0 || iy >= shape.h()) continue;
        for (int ox = 0; ox < shape.outW(); ox++) {
          int ix = ox * shape.strideW() - shape.padLeft() + tap % shape.kw();
          if (ix < 0 || ix >= shape.w()) continue;
          int xi = ((n * shape.h() + iy) * shape.w() + ix) * shape.c() + row % shape.groupC();
          int yi = ((n * shape.outH() + oy) * shape.outW() + ox) * shape.k();
          for (int g = 0; g < shape.groups(); g++) {
            int first = g * shape.groupK();
            ScalarGemm.addScaled(
                shape.groupK(),
                x[xi + g * shape.groupC()],
                dy,
                yi + first,
                dw,
                row * shape.k() + first);
          }
        }
      }
    }
  }
}
