package jacquard.engine.graph;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Kernels;
import jacquard.kernels.PackedBlocks;
import jacquard.kernels.Workspace;
import java.util.List;
import java.util.Locale;

/** A linear layer without the lane blocks of its weights that are zero. */
record SparseLinear(PackedBlocks weights, Epilogue epilogue) implements PlanKernel {
  @Override
  public Runnable bind(List<Tensor> inputs, Tensor output, Workspace workspace) {
    var x = inputs.getFirst();
    int rows = x.size() / weights.k();
    return () ->
        Kernels.sparse().gemm(rows, x.floats(), weights, epilogue, output.floats(), workspace);
  }

  @Override
  public String label() {
    return label(weights);
  }

  /** The share of blocks that are left. */
  static String label(PackedBlocks weights) {
    return String.format(Locale.ROOT, "sparse%.2f", weights.density());
  }

  @Override
  public long bytes() {
    return weights.bytes();
  }
}
