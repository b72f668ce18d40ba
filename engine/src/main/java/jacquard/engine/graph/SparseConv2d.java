package jacquard.engine.graph;

import jacquard.engine.op.Conv2d;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Kernels;
import jacquard.kernels.PackedBlocks;
import jacquard.kernels.Workspace;
import java.util.List;

/** A convolution without the lane blocks of its weights that are zero. */
record SparseConv2d(Conv2d op, Shape weight, PackedBlocks filter, Epilogue epilogue)
    implements PlanKernel {
  @Override
  public Runnable bind(List<Tensor> inputs, Tensor output, Workspace workspace) {
    var x = inputs.getFirst();
    var conv = op.convShape(x.shape(), weight);
    return () ->
        Kernels.sparse().forward(conv, x.floats(), filter, epilogue, output.floats(), workspace);
  }

  @Override
  public String label() {
    return SparseLinear.label(filter);
  }

  @Override
  public long bytes() {
    return filter.bytes();
  }
}
