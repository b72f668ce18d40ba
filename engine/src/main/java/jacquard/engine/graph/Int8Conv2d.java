package jacquard.engine.graph;

import jacquard.engine.op.Conv2d;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Kernels;
import jacquard.kernels.PackedFilter;
import jacquard.kernels.Requantization;
import jacquard.kernels.Workspace;
import java.util.List;

/**
 * A convolution of codes with codes; sums are exact.
 *
 * @param zeroPoint the input's
 * @param factor what a sum is multiplied by, for each channel
 * @param to its output is codes again, unless {@code null}
 */
record Int8Conv2d(
    Conv2d op,
    Shape weight,
    PackedFilter filter,
    int zeroPoint,
    float[] factor,
    Epilogue epilogue,
    Requantization to)
    implements PlanKernel {
  @Override
  public Runnable bind(List<Tensor> inputs, Tensor output, Workspace workspace) {
    var x = inputs.getFirst();
    var conv = op.convShape(x.shape(), weight);
    var kernel = Kernels.int8();
    if (to == null) {
      return () ->
          kernel.forward(
              conv, x.bytes(), zeroPoint, filter, factor, epilogue, output.floats(), workspace);
    }
    return () ->
        kernel.forward(
            conv, x.bytes(), zeroPoint, filter, factor, epilogue, to, output.bytes(), workspace);
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
