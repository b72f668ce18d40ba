package jacquard.kernels.vector;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Epilogue;
import jacquard.kernels.PackedBlocks;
import jacquard.kernels.Sparse;
import jacquard.kernels.Workspace;

/** Contractions with blocks. */
public final class VectorSparse implements Sparse {
  private static final Workspace.Slot<SparseProduct> PRODUCT =
      Workspace.Slot.of(SparseProduct::new);
  private static final Workspace.Slot<SparseConvolution> CONVOLUTION =
      Workspace.Slot.of(SparseConvolution::new);

  /** The vector kernel; it has no state. */
  public VectorSparse() {}

  @Override
  public void gemm(
      int m, float[] a, PackedBlocks b, Epilogue epilogue, float[] c, Workspace workspace) {
    workspace.get(PRODUCT).run(workspace.parallel(), m, a, b, epilogue, c);
  }

  @Override
  public void forward(
      ConvShape shape,
      float[] x,
      PackedBlocks w,
      Epilogue epilogue,
      float[] y,
      Workspace workspace) {
    var region = workspace.get(CONVOLUTION);
    region.geometry.forward(shape);
    region.run(workspace.parallel(), x, w, epilogue, y);
  }
}
