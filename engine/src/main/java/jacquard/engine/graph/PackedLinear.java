package jacquard.engine.graph;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Kernels;
import jacquard.kernels.PackedMatrix;
import jacquard.kernels.Workspace;
import java.util.List;

/** A linear layer whose weights were packed into panels once. */
record PackedLinear(PackedMatrix weights, Epilogue epilogue) implements PlanKernel {
  static PackedLinear of(Tensor weight, Epilogue epilogue) {
    int in = weight.dim(0);
    int out = weight.dim(1);
    return new PackedLinear(Kernels.gemm().pack(false, in, out, weight.floats(), 0, out), epilogue);
  }

  @Override
  public Runnable bind(List<Tensor> inputs, Tensor output, Workspace workspace) {
    var x = inputs.getFirst();
    int in = weights.k();
    int out = weights.n();
    int rows = x.size() / in;
    return () ->
        Kernels.gemm()
            .gemm(
                rows,
                x.floats(),
                0,
                in,
                weights,
                output.floats(),
                0,
                out,
                false,
                epilogue,
                workspace);
  }

  @Override
  public long bytes() {
    return (long) Float.BYTES * weights.data().length;
  }
}
