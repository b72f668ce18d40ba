package jacquard.kernels.scalar;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Epilogue;
import jacquard.kernels.PackedBlocks;
import jacquard.kernels.Parallel;
import jacquard.kernels.Sparse;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/** Contractions with blocks by their definition. */
public final class ScalarSparse implements Sparse {
  private static final Workspace.Slot<Region> REGION = Workspace.Slot.of(Region::new);

  /** The scalar kernel; it has no state. */
  public ScalarSparse() {}

  @Override
  public void gemm(
      int m, float[] a, PackedBlocks b, Epilogue epilogue, float[] c, Workspace workspace) {
    var asPixels = ConvShape.of(m, 1, 1, b.k(), b.n(), 1, 1, 0, 1);
    forward(asPixels, a, b, epilogue, c, workspace);
  }

  @Override
  public void forward(
      ConvShape shape,
      float[] x,
      PackedBlocks w,
      Epilogue epilogue,
      float[] y,
      Workspace workspace) {
    var region = workspace.get(REGION);
    region.shape = shape;
    region.x = x;
    region.w = w;
    region.epilogue = epilogue;
    region.y = y;
    workspace.parallel().run(region);
  }

  /** Each part computes some of the output rows. */
  private static final class Region implements Parallel.Region {
    private ConvShape shape;
    private float[] x; // [n, h, w, c]
    private PackedBlocks w;
    private Epilogue epilogue;
    private float[] y; // [n, outH, outW, k]

    @Override
    public void run(int part, int parts) {
      int rows = shape.n() * shape.outH();
      int end = (int) ((long) rows * (part + 1) / parts);
      for (int row = (int) ((long) rows * part / parts); row < end; row++) {
        for (int ox = 0; ox < shape.outW(); ox++) {
          int to = (row * shape.outW() + ox) * shape.k();
          Arrays.fill(y, to, to + shape.k(), 0);
          for (int panel = 0; panel < w.starts().length - 1; panel++) {
            panel(row / shape.outH(), row % shape.outH(), ox, panel, to);
          }
          ScalarEpilogue.apply(epilogue, shape.k(), y, to);
        }
      }
    }

    private void panel(int n, int oy, int ox, int panel, int to) {
      int j = panel * PackedBlocks.WIDTH;
      int columns = Math.min(PackedBlocks.WIDTH, shape.k() - j);
      for (int i = w.starts()[panel]; i < w.starts()[panel + 1]; i++) {
        float value = input(n, oy, ox, w.rows()[i]);
        ScalarGemm.addScaled(columns, value, w.values(), i * PackedBlocks.WIDTH, y, to + j);
      }
    }

    /** The value under tap and channel {@code (kw, kh, c)}; 0 in the padding. */
    private float input(int n, int oy, int ox, int row) {
      int tap = row / shape.c();
      int iy = oy * shape.strideH() - shape.padTop() + tap % shape.kh();
      int ix = ox * shape.strideW() - shape.padLeft() + tap / shape.kh();
      if (iy < 0 || iy >= shape.h() || ix < 0 || ix >= shape.w()) return 0;
      return x[((n * shape.h() + iy) * shape.w() + ix) * shape.c() + row % shape.c()];
    }
  }
}
