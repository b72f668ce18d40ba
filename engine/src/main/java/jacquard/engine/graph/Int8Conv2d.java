package jacquard.engine.graph;

import jacquard.engine.op.Conv2d;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Kernels;
import jacquard.kernels.PackedFilter;
import jacquard.kernels.Workspace;
import java.util.List;

/** A convolution of codes with codes; sums are exact. */
record Int8Conv2d(
    Conv2d op, Shape weight, PackedFilter filter, int zeroPoint, float[] factor, Epilogue epilogue)
    implements PlanKernel {
  @Override
  public Runnable bind(List<Tensor> inputs, Tensor output, Workspace workspace) {
    var x = inputs.getFirst();
    var conv = op.convShape(x.shape(), weight);
    return () ->
        Kernels.int8()
            .forward(
                conv, x.bytes(), zeroPoint, filter, factor, epilogue, output.floats(), workspace);
  }

  @Override
  public String label() {
    return "int8";
  }

  @Override
  public long bytes() {
    return filter.bytes() + (long) Float.BYTES * factor.length;
  }
}
