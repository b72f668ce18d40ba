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
 * @param input what it multiplies them by
 * @param zeroPoint the input's
 * @param factor what a sum is multiplied by, for each column
 * @param to its output is codes again, unless {@code null}; where its input is codes
 */
record Int8Linear(
    PackedCodes weights,
    Input input,
    int zeroPoint,
    float[] factor,
    Epilogue epilogue,
    Requantization to)
    implements PlanKernel {
  /** What weights are multiplied by; but for floats, sums are exact. */
  enum Input {
    FLOATS("weights8"),
    CODES("int8"),
    /** Floats that become codes, with a step for each row. */
    ROUNDED("dynamic8");

    private final String label;

    Input(String label) {
      this.label = label;
    }
  }

  @Override
  public Runnable bind(List<Tensor> inputs, Tensor output, Workspace workspace) {
    var x = inputs.getFirst();
    int rows = x.size() / weights.k();
    var kernel = Kernels.int8();
    var y = output;
    var w = workspace;
    return switch (input) {
      case FLOATS -> () -> kernel.gemm(rows, x.floats(), weights, factor, epilogue, y.floats(), w);
      case ROUNDED ->
          () -> kernel.roundedGemm(rows, x.floats(), weights, factor, epilogue, y.floats(), w);
      case CODES ->
          to == null
              ? () ->
                  kernel.gemm(rows, x.bytes(), zeroPoint, weights, factor, epilogue, y.floats(), w)
              : () ->
                  kernel.gemm(
                      rows, x.bytes(), zeroPoint, weights, factor, epilogue, to, y.bytes(), w);
    };
  }

  @Override
  public String label() {
    return input.label;
  }

  @Override
  public long bytes() {
    return weights.data().length + (long) Float.BYTES * factor.length;
  }
}
