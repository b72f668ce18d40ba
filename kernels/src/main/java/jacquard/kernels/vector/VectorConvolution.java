package jacquard.kernels.vector;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Convolution;
import jacquard.kernels.Epilogue;
import jacquard.kernels.PackedFilter;
import jacquard.kernels.Workspace;

public final class VectorConvolution implements Convolution {
  private static final class Weights { float[] data = new float[0]; }
  private static final Workspace.Slot<StripConvolution> REGION = Workspace.Slot.of(StripConvolution::new);
  private static final Workspace.Slot<WeightGradient> GRADIENT = Workspace.Slot.of(WeightGradient::new);
  private static final Workspace.Slot<Weights> WEIGHTS = Workspace.Slot.of(Weights::new);
  record Filter(float[] data) implements PackedFilter {
    @Override public long bytes() { return 4L * data.length; }
  }

  public VectorConvolution() {}

  @Override
  public void forward(
      ConvShape shape, float[] x, float[] w, Epilogue epilogue, float[] y, Workspace workspace) {
    var weights = workspace.get(WEIGHTS);
    int size = size(shape);
    if (weights.data.length < size) weights.data = new float[size];
    packForward(shape, w, weights.data);
    run(shape, x, weights.data, epilogue, y, workspace);
  }

  static int size(ConvShape s) { return s.groups() * s.kh() * s.kw() * s.groupC() * Panels.padded(s.groupK()); }

  static void packForward(ConvShape s, float[] w, float[] out) {
    int patch = s.kh() * s.kw() * s.groupC();
    for (int g = 0; g < s.groups(); g++) {
      for (int i = 0; i < s.kh(); i++) {
        for (int j = 0; j < s.kw(); j++) {
          Panels.pack(false, s.groupC(), s.groupK(), w, (i * s.kw() + j) * s.groupC() * s.k() + g * s.groupK(), s.k(), out,
              g * patch * Panels.padded(s.groupK()), patch, (j * s.kh() + i) * s.groupC());
        }
      }
    }
  }

  private static void run(ConvShape s, float[] x, float[] panels, Epilogue epilogue, float[] y, Workspace workspace) {
    var region = workspace.get(REGION);
    var strips = region.strips;
set(strips, s);region.stepX=region.stepY=1;
    region.images = s.n();
    region.groups = s.groups();
    region.groupK = s.groupK();
    region.x = x;
    region.panels = panels;
    region.y = y;
    region.outC = s.k();
    region.epilogue = epilogue;
    region.prepare(workspace.parallel().threads());
    workspace.parallel().run(region);
    region.release();
  }

  @Override
  public void forward(
      ConvShape shape,
      float[] x,
      PackedFilter w,
      Epilogue epilogue,
      float[] y,
      Workspace workspace) {
    run(shape, x, ((Filter) w).data(), epilogue, y, workspace);
  }

  private static void set(Strips strips, ConvShape s) {
    strips.inH = s.h();
    strips.inW = s.w();
    strips.inC = s.c();
    strips.groupC = s.groupC();
    strips.kh = s.kh();
    strips.kw = s.kw();
    strips.strideH = s.strideH();
    strips.strideW = s.strideW();
    strips.originY = -s.padTop();
    strips.originX = -s.padLeft();
    strips.outH = s.outH();
    strips.outW = s.outW();
  }

  @Override
  public PackedFilter pack(ConvShape shape, float[] w) {
    var data = new float[size(shape)];
    packForward(shape, w, data);
    return new Filter(data);
  }

  @Override
  public void backwardData(
      ConvShape shape, float[] dy, float[] w, float[] dx, Workspace workspace) {
    for (int a = 0; a < Math.min(shape.strideH(), shape.h()); a++) {
      for (int b = 0; b < Math.min(shape.strideW(), shape.w()); b++) {
        phase(shape, a, b, dy, w, dx, workspace);
      }
    }
  }

  private static void phase(
      ConvShape s, int a, int b, float[] dy, float[] w, float[] dx, Workspace workspace) {
    int kh0 = (a + s.padTop()) % s.strideH();
    int kw0 = (b + s.padLeft()) % s.strideW();
    int kh = taps(s.kh(), kh0, s.strideH());
    int kw = taps(s.kw(), kw0, s.strideW());
    var region = workspace.get(REGION);
    var weights = workspace.get(WEIGHTS);
    int patch = kh * kw * s.groupK();
    int padded = Panels.padded(s.groupC());
    if (weights.data.length < s.groups() * patch * padded) weights.data = new float[s.groups() * patch * padded];
    for (int g = 0; g < s.groups(); g++) {
      for (int i = 0; i < kh; i++) {
        for (int j = 0; j < kw; j++) {
          int tapH = kh0 + s.strideH() * (kh - 1 - i);
          int tapW = kw0 + s.strideW() * (kw - 1 - j);
          Panels.pack(true, s.groupK(), s.groupC(), w, (tapH * s.kw() + tapW) * s.groupC() * s.k() + g * s.groupK(), s.k(),
              weights.data, g * patch * padded, patch, (j * kh + i) * s.groupK());
        }
      }
    }
    var strips = region.strips;
    strips.inH = s.outH();
    strips.inW = s.outW();
    strips.inC = s.k();
    strips.groupC = s.groupK();
    strips.kh = kh;
    strips.kw = kw;
    strips.strideH = 1;
    strips.strideW = 1;
    strips.originY = (a + s.padTop() - kh0) / s.strideH() - (kh - 1);
    strips.originX = (b + s.padLeft() - kw0) / s.strideW() - (kw - 1);
    strips.outH = (s.h() - a + s.strideH() - 1) / s.strideH();
    strips.outW = (s.w() - b + s.strideW() - 1) / s.strideW();
    region.imageH = s.h();
    region.imageW = s.w();
    region.stepY = s.strideH();
    region.stepX = s.strideW();
    region.firstY = a;
    region.firstX = b;
    region.images = s.n();
    region.groups = s.groups();
    region.groupK = s.groupC();
    region.x = dy;
    region.panels = weights.data;
    region.y = dx;
    region.outC = s.c();
    region.epilogue = Epilogue.NONE;
    region.prepare(workspace.parallel().threads());
    workspace.parallel().run(region);
    region.release();
  }

  private static int taps(int size, int first, int step) {
    return Math.max(0, (size - first + step - 1) / step);
  }

  @Override
  public void backwardWeights(
      ConvShape shape, float[] x, float[] dy, float[] dw, Workspace workspace) {
    var region = workspace.get(GRADIENT);
    set(region.strips, shape);
    region.shape = shape;
    region.x = x;
    region.dy = dy;
    region.prepare(workspace.parallel().threads());
    workspace.parallel().run(region);
    region.merge(dw);
    region.release();
  }
}
