package jacquard.engine.graph;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Kernels;
import jacquard.kernels.PackedCodes;
import jacquard.kernels.Requantization;
import jacquard.kernels.Workspace;
import java.util.List;

/**
 * A linear layer whose weights are codes.
 *
 * @param integer its input is codes too: sums are exact
 * @param zeroPoint the input's
 * @param factor what a sum is multiplied by, for each column
 * @param to its output is codes again, unless {@code null}; for integer layers
 */
record Int8Linear(
    PackedCodes weights,
    boolean integer,
    int zeroPoint,
    float[] factor,
    Epilogue epilogue,
    Requantization to)
    implements PlanKernel {
  @Override
  public Runnable bind(List<Tensor> inputs, Tensor output, Workspace workspace) {
    var x = inputs.getFirst();
    int rows = x.size() / weights.k();
    var kernel = Kernels.int8();
    if (!integer) {
      return () ->
          kernel.gemm(rows, x.floats(), weights, factor, epilogue, output.floats(), workspace);
    }
    if (to == null) {
      return () ->
          kernel.gemm(
              rows, x.bytes(), zeroPoint, weights, factor, epilogue, output.floats(), workspace);
    }
    return () ->
        kernel.gemm(
            rows, x.bytes(), zeroPoint, weights, factor, epilogue, to, output.bytes(), workspace);
  }

  @Override
  public String label() {
    return integer ? "int8" : "weights8";
  }

  @Override
  public long bytes() {
    return weights.data().length + (long) Float.BYTES * factor.length;
  }
}
