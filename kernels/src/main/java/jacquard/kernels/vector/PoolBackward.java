package jacquard.kernels.vector;

import jacquard.kernels.Parallel;
import jacquard.kernels.PoolShape;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/**
 * A backward pass of pooling, split into bands that no other thread writes: one output row where
 * windows of different rows are disjoint, else a whole image. Inside a band gradients are added in
 * the scalar tier's order.
 */
abstract class PoolBackward implements Parallel.Region {
  PoolShape s;
  float[] dy;
  float[] dx;

  /** Overwrites {@code dx}. */
  final void run(PoolShape s, float[] dy, float[] dx, Workspace workspace) {
    this.s = s;
    this.dy = dy;
    this.dx = dx;
    long writes = (long) s.n() * s.outH() * s.outW() * s.c() * s.kh() * s.kw();
    Split.run(workspace, this, writes, Tuning.POOLING_MIN_READS);
  }

  @Override
  public final void run(int part, int parts) {
    boolean disjoint = s.strideH() >= s.kh() && s.padH() == 0;
    int bandsPerImage = disjoint ? s.outH() : 1;
    int bands = s.n() * bandsPerImage;
    for (int b = Split.from(bands, part, parts); b < Split.from(bands, part + 1, parts); b++) {
      band(b / bandsPerImage, b % bandsPerImage, bandsPerImage, part);
    }
  }

  private void band(int image, int band, int bands, int part) {
    int top = band * s.strideH();
    int bottom = band == bands - 1 ? s.h() : top + s.strideH();
    int line = s.w() * s.c();
    Arrays.fill(dx, (image * s.h() + top) * line, (image * s.h() + bottom) * line, 0f);
    int rows = s.outH() / bands;
    for (int oh = band * rows; oh < (band + 1) * rows; oh++) row(image, oh, part);
  }

  /** Adds what an output row's windows send to {@code dx}. */
  abstract void row(int image, int oh, int part);
}
