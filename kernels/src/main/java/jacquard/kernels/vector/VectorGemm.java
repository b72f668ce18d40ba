package jacquard.kernels.vector;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Gemm;
import jacquard.kernels.PackedMatrix;
import jacquard.kernels.Workspace;

/** Matrix products. */
public final class VectorGemm implements Gemm {
  private static final Workspace.Slot<GemmRegion> REGION = Workspace.Slot.of(GemmRegion::new);

  /** The vector kernel; it has no state. */
  public VectorGemm() {}

  @Override
  public void gemm(
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate,
      Epilogue epilogue,
      Workspace workspace) {
    var region = workspace.get(REGION);
    region.transA = transA;
    region.transB = transB;
    region.m = m;
    region.n = n;
    region.k = k;
    region.a = a;
    region.aOffset = aOffset;
    region.lda = lda;
    region.b = b;
    region.bOffset = bOffset;
    region.ldb = ldb;
    region.packedB = false;
    region.c = c;
    region.cOffset = cOffset;
    region.ldc = ldc;
    region.accumulate = accumulate;
    region.epilogue = epilogue;
    run(region, workspace);
  }

  @Override
  public PackedMatrix pack(boolean transB, int k, int n, float[] b, int bOffset, int ldb) {
    var data = new float[k * Panels.padded(n)];
    Panels.pack(transB, k, n, b, bOffset, ldb, data, 0);
    return new PackedMatrix(k, n, data, Panels.WIDTH);
  }

  @Override
  public void gemm(
      int m,
      float[] a,
      int aOffset,
      int lda,
      PackedMatrix b,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate,
      Epilogue epilogue,
      Workspace workspace) {
    var region = workspace.get(REGION);
    region.transA = false;
    region.m = m;
    region.n = b.n();
    region.k = b.k();
    region.a = a;
    region.aOffset = aOffset;
    region.lda = lda;
    region.b = b.data();
    region.bOffset = 0;
    region.packedB = true;
    region.c = c;
    region.cOffset = cOffset;
    region.ldc = ldc;
    region.accumulate = accumulate;
    region.epilogue = epilogue;
    run(region, workspace);
  }

  private static void run(GemmRegion region, Workspace workspace) {
    var parallel = workspace.parallel();
    long work = 2L * region.m * region.n * region.k;
    if (work < Tuning.PARALLEL_FLOPS) {
      region.prepare(1);
      region.run(0, 1);
    } else {
      region.prepare(parallel.threads());
      region.splitColumns = region.n >= parallel.threads() * Panels.WIDTH;
      parallel.run(region);
    }
    region.release();
  }
}
