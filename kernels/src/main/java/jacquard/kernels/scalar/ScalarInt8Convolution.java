package jacquard.kernels.scalar;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Parallel;

/** The arguments of one convolution of codes; each part computes some of the output rows. */
final class ScalarInt8Convolution implements Parallel.Region {
  private ConvShape shape;
  private byte[] x; // [n, h, w, c]
  private int zeroPoint;
  private byte[] w; // [kh, kw, c / groups, k]
  private float[] factor;
  private Epilogue epilogue;
  private float[] y; // [n, outH, outW, k]

  void set(
      ConvShape shape,
      byte[] x,
      int zeroPoint,
      byte[] w,
      float[] factor,
      Epilogue epilogue,
      float[] y) {
    this.shape = shape;
    this.x = x;
    this.zeroPoint = zeroPoint;
    this.w = w;
    this.factor = factor;
    this.epilogue = epilogue;
    this.y = y;
  }

  @Override
  public void run(int part, int parts) {
    int rows = shape.n() * shape.outH();
    int end = (int) ((long) rows * (part + 1) / parts);
    for (int row = (int) ((long) rows * part / parts); row < end; row++) {
      for (int ox = 0; ox < shape.outW(); ox++) {
        int yi = (row * shape.outW() + ox) * shape.k();
        for (int k = 0; k < shape.k(); k++) {
          y[yi + k] = sum(row / shape.outH(), row % shape.outH(), ox, k) * factor[k];
        }
        ScalarEpilogue.apply(epilogue, shape.k(), y, yi);
      }
    }
  }

  private int sum(int n, int oy, int ox, int k) {
    int first = k / shape.groupK() * shape.groupC();
    int sum = 0;
    for (int kh = 0; kh < shape.kh(); kh++) {
      int iy = oy * shape.strideH() - shape.padTop() + kh;
      if (iy < 0 || iy >= shape.h()) continue;
      for (int kw = 0; kw < shape.kw(); kw++) {
        int ix = ox * shape.strideW() - shape.padLeft() + kw;
        if (ix < 0 || ix >= shape.w()) continue;
        int xi = ((n * shape.h() + iy) * shape.w() + ix) * shape.c() + first;
        int wi = (kh * shape.kw() + kw) * shape.groupC() * shape.k() + k;
        for (int c = 0; c < shape.groupC(); c++) {
          sum += (x[xi + c] - zeroPoint) * w[wi + c * shape.k()];
        }
      }
    }
    return sum;
  }
}
