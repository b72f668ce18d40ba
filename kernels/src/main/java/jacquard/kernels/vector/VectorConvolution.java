package jacquard.kernels.vector;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Convolution;
import jacquard.kernels.Epilogue;
import jacquard.kernels.PackedFilter;
import jacquard.kernels.Workspace;
import jacquard.kernels.vector.VectorFilter.Algorithm;

/** Convolutions; {@link VectorFilter.Algorithm} lists the ways. */
public final class VectorConvolution implements Convolution {
  private static final Workspace.Slot<Scratch> SCRATCH = Workspace.Slot.of(Scratch::new);

  /** One of each algorithm, with its memory. */
  private static final class Scratch {
    final GemmRegion product = new GemmRegion();
    final StripConvolution strips = new StripConvolution();
    final TapConvolution taps = new TapConvolution();
    final StripGradient stripGradient = new StripGradient();
    final TapGradient tapGradient = new TapGradient();
    float[] weights = new float[0];
  }

  /** The vector kernel; it has no state. */
  public VectorConvolution() {}

  @Override
  public void forward(
      ConvShape shape, float[] x, float[] w, Epilogue epilogue, float[] y, Workspace workspace) {
    var algorithm = Algorithm.of(shape);
    var scratch = workspace.get(SCRATCH);
    scratch.weights = Blocks.atLeast(VectorFilter.size(algorithm, shape), scratch.weights);
    VectorFilter.pack(algorithm, shape, w, scratch.weights);
    forward(algorithm, shape, x, scratch.weights, epilogue, y, workspace);
  }

  @Override
  public void forward(
      ConvShape shape,
      float[] x,
      PackedFilter w,
      Epilogue epilogue,
      float[] y,
      Workspace workspace) {
    var filter = (VectorFilter) w;
    forward(filter.algorithm(), shape, x, filter.data(), epilogue, y, workspace);
  }

  @Override
  public PackedFilter pack(ConvShape shape, float[] w) {
    return VectorFilter.pack(shape, w);
  }

  private static void forward(
      Algorithm algorithm,
      ConvShape shape,
      float[] x,
      float[] weights,
      Epilogue epilogue,
      float[] y,
      Workspace workspace) {
    var scratch = workspace.get(SCRATCH);
    var parallel = workspace.parallel();
    switch (algorithm) {
      case PRODUCT -> {
        int pixels = shape.n() * shape.h() * shape.w();
        scratch.product.setA(false, pixels, shape.c(), x, 0, shape.c());
        scratch.product.setPackedB(shape.k(), weights);
        scratch.product.setC(y, 0, shape.k(), false, epilogue);
        scratch.product.run(parallel);
      }
      case DEPTHWISE, TAPS -> {
        scratch.taps.geometry.forward(shape);
        boolean depthwise = algorithm == Algorithm.DEPTHWISE;
        scratch.taps.run(parallel, depthwise, x, weights, y, epilogue);
      }
      case STRIPS -> {
        scratch.strips.geometry.forward(shape);
        scratch.strips.run(parallel, x, weights, y, epilogue);
      }
    }
  }

  @Override
  public void backwardData(
      ConvShape shape, float[] dy, float[] w, float[] dx, Workspace workspace) {
    for (int y = 0; y < Math.min(shape.strideH(), shape.h()); y++) {
      for (int x = 0; x < Math.min(shape.strideW(), shape.w()); x++) {
        backwardData(shape, y, x, dy, w, dx, workspace);
      }
    }
  }

  /** Those positions of {@code dx} that are {@code (y, x)} modulo the stride. */
  private static void backwardData(
      ConvShape shape, int y, int x, float[] dy, float[] w, float[] dx, Workspace workspace) {
    var scratch = workspace.get(SCRATCH);
    var parallel = workspace.parallel();
    boolean depthwise = Algorithm.of(shape) == Algorithm.DEPTHWISE;
    var geometry = depthwise ? scratch.taps.geometry : scratch.strips.geometry;
    geometry.backwardData(shape, y, x);
    int size =
        depthwise
            ? TapConvolution.paddedTaps(geometry.patch()) * TapConvolution.padded(shape.c())
            : shape.groups() * geometry.patch() * Panels.padded(shape.groupC());
    scratch.weights = Blocks.atLeast(size, scratch.weights);
    VectorFilter.packFlipped(depthwise, geometry, shape, y, x, w, scratch.weights);
    if (depthwise) {
      scratch.taps.run(parallel, true, dy, scratch.weights, dx, Epilogue.NONE);
    } else {
      scratch.strips.run(parallel, dy, scratch.weights, dx, Epilogue.NONE);
    }
  }

  @Override
  public void backwardWeights(
      ConvShape shape, float[] x, float[] dy, float[] dw, Workspace workspace) {
    var scratch = workspace.get(SCRATCH);
    switch (Algorithm.of(shape)) {
      case DEPTHWISE, TAPS -> scratch.tapGradient.run(workspace.parallel(), shape, x, dy, dw);
      case PRODUCT, STRIPS -> scratch.stripGradient.run(workspace.parallel(), shape, x, dy, dw);
    }
  }
}
