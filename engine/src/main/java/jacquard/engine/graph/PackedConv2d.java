package jacquard.engine.graph;

import jacquard.engine.op.Conv2d;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Epilogue;
import jacquard.kernels.Kernels;
import jacquard.kernels.PackedFilter;
import jacquard.kernels.Workspace;
import java.util.List;
import java.util.Optional;

/**
 * A convolution whose weights were packed once, for the algorithm that its shape asks for.
 *
 * @param pools whether its kernel does the max pooling of 2x2 behind it, too
 */
record PackedConv2d(Conv2d op, Shape weight, PackedFilter filter, Epilogue epilogue, boolean pools)
    implements PlanKernel {
  /** For images of the shape {@code x}, however many. */
  static PackedConv2d of(Conv2d op, Shape x, Tensor weight, Epilogue epilogue) {
    var conv = op.convShape(x, weight.shape());
    var filter = Kernels.convolution().pack(conv, weight.floats());
    return new PackedConv2d(op, weight.shape(), filter, epilogue, false);
  }

  /** The same with max pooling of 2x2, if there is a kernel for both. */
  Optional<PackedConv2d> pooled() {
    if (!filter.fusesMaxPool()) return Optional.empty();
    return Optional.of(new PackedConv2d(op, weight, filter, epilogue, true));
  }

  @Override
  public Runnable bind(List<Tensor> inputs, Tensor output, Workspace workspace) {
    var x = inputs.getFirst();
    var conv = op.convShape(x.shape(), weight);
    var kernel = Kernels.convolution();
    if (pools) {
      return () ->
          kernel.forwardMaxPool(conv, x.floats(), filter, epilogue, output.floats(), workspace);
    }
    return () -> kernel.forward(conv, x.floats(), filter, epilogue, output.floats(), workspace);
  }

  @Override
  public String label() {
    return pools ? "pooled" : "";
  }

  @Override
  public long bytes() {
    return filter.bytes();
  }
}
