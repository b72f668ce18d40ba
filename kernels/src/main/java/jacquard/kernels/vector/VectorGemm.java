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
    region.setA(transA, m, k, a, aOffset, lda);
    region.setB(transB, n, b, bOffset, ldb);
    region.setC(c, cOffset, ldc, accumulate, epilogue);
    region.run(workspace.parallel());
  }

  @Override
  public PackedMatrix pack(boolean transB, int k, int n, float[] b, int bOffset, int ldb) {
    var data = new float[k * Panels.padded(n)];
    if (transB) {
      Panels.packTransposed(k, n, b, bOffset, ldb, data, 0, k, 0, new Transpose());
    } else {
      Panels.pack(k, n, b, bOffset, ldb, data, 0);
    }
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
    region.setA(false, m, b.k(), a, aOffset, lda);
    region.setPackedB(b.n(), b.data(), b.finite());
    region.setC(c, cOffset, ldc, accumulate, epilogue);
    region.run(workspace.parallel());
  }
}
