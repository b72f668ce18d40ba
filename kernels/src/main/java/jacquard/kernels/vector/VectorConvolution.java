package jacquard.kernels.vector;

import jacquard.kernels.ConvShape;
import jacquard.kernels.Convolution;
import jacquard.kernels.Epilogue;
import jacquard.kernels.PackedFilter;
import jacquard.kernels.Workspace;

/** Convolutions; {@link ConvAlgorithm} lists the ways. */
public final class VectorConvolution implements Convolution {
  private static final Workspace.Slot<Scratch> SCRATCH = Workspace.Slot.of(Scratch::new);

  /** One of each algorithm, with its memory. */
  private static final class Scratch {
    final FilterPacking weights = new FilterPacking();
    final GemmRegion product = new GemmRegion();
    final TapConvolution taps = new TapConvolution();
    final WinogradConvolution winograd = new WinogradConvolution();
    final StripConvolution strips = new StripConvolution();
    final ScatterGradient scatter = new ScatterGradient();
    final TapGradient tapGradient = new TapGradient();
    final WinogradGradient winogradGradient = new WinogradGradient();
    final StripGradient stripGradient = new StripGradient();
  }

  /** The vector kernel; it has no state. */
  public VectorConvolution() {}

  @Override
  public void forward(
      ConvShape shape, float[] x, float[] w, Epilogue epilogue, float[] y, Workspace workspace) {
    var algorithm = ConvAlgorithm.of(shape);
    var weights = workspace.get(SCRATCH).weights;
    weights.forward(algorithm, shape, w);
    forward(algorithm, shape, x, weights.data, epilogue, false, y, workspace);
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
    forward(filter.algorithm(), shape, x, filter.data(), epilogue, false, y, workspace);
  }

  @Override
  public void forwardMaxPool(
      ConvShape shape,
      float[] x,
      PackedFilter w,
      Epilogue epilogue,
      float[] y,
      Workspace workspace) {
    if (!w.fusesMaxPool()) throw new IllegalArgumentException("this filter fuses no max pooling");
    var filter = (VectorFilter) w;
    forward(filter.algorithm(), shape, x, filter.data(), epilogue, true, y, workspace);
  }

  @Override
  public PackedFilter pack(ConvShape shape, float[] w) {
    var algorithm = ConvAlgorithm.of(shape);
    var weights = new FilterPacking();
    weights.forward(algorithm, shape, w);
    return new VectorFilter(algorithm, weights.data);
  }

  private static void forward(
      ConvAlgorithm algorithm,
      ConvShape shape,
      float[] x,
      float[] weights,
      Epilogue epilogue,
      boolean pools,
      float[] y,
      Workspace workspace) {
    var s = workspace.get(SCRATCH);
    var parallel = workspace.parallel();
    switch (algorithm) {
      case PRODUCT -> {
        s.product.setA(false, shape.n() * shape.h() * shape.w(), shape.c(), x, 0, shape.c());
        s.product.setPackedB(shape.k(), weights, false);
        s.product.setC(y, 0, shape.k(), false, epilogue);
        s.product.run(parallel);
      }
      case DEPTHWISE, TAPS -> {
        s.taps.geometry.forward(shape);
        boolean depthwise = algorithm == ConvAlgorithm.DEPTHWISE;
        s.taps.run(parallel, depthwise, x, weights, y, epilogue, pools);
      }
      case WINOGRAD -> {
        s.winograd.geometry.forward(shape);
        s.winograd.run(parallel, x, weights, y, epilogue, pools);
      }
      case STRIPS -> {
        s.strips.geometry.forward(shape);
        s.strips.run(parallel, x, weights, y, epilogue);
      }
    }
  }

  @Override
  public void backwardData(
      ConvShape shape, float[] dy, float[] w, float[] dx, Workspace workspace) {
    var algorithm = ConvAlgorithm.of(shape);
    if (algorithm == ConvAlgorithm.WINOGRAD) {
      var s = workspace.get(SCRATCH);
      s.weights.backwardWinograd(shape, w);
      s.winograd.geometry.backwardData(shape, 0, 0);
      s.winograd.run(workspace.parallel(), dy, s.weights.data, dx, Epilogue.NONE, false);
      return;
    }
    if (ConvAlgorithm.scatters(shape)) {
      var s = workspace.get(SCRATCH);
      s.weights.backwardScatter(shape, w);
      s.scatter.run(workspace.parallel(), shape, dy, s.weights.data, dx);
      return;
    }
    boolean depthwise = algorithm == ConvAlgorithm.DEPTHWISE;
    for (int y = 0; y < Math.min(shape.strideH(), shape.h()); y++) {
      for (int x = 0; x < Math.min(shape.strideW(), shape.w()); x++) {
        backwardData(depthwise, shape, y, x, dy, w, dx, workspace);
      }
    }
  }

  /** Those positions of {@code dx} that are {@code (y, x)} modulo the stride. */
  private static void backwardData(
      boolean depthwise,
      ConvShape shape,
      int y,
      int x,
      float[] dy,
      float[] w,
      float[] dx,
      Workspace workspace) {
    var s = workspace.get(SCRATCH);
    var geometry = depthwise ? s.taps.geometry : s.strips.geometry;
    geometry.backwardData(shape, y, x);
    s.weights.backward(depthwise, geometry, shape, y, x, w);
    if (depthwise) {
      s.taps.run(workspace.parallel(), true, dy, s.weights.data, dx, Epilogue.NONE, false);
    } else {
      s.strips.run(workspace.parallel(), dy, s.weights.data, dx, Epilogue.NONE);
    }
  }

  @Override
  public void backwardWeights(
      ConvShape shape, float[] x, float[] dy, float[] dw, Workspace workspace) {
    var s = workspace.get(SCRATCH);
    var gradient =
        switch (ConvAlgorithm.of(shape)) {
          case DEPTHWISE, TAPS -> s.tapGradient;
          case WINOGRAD -> s.winogradGradient;
          case PRODUCT, STRIPS -> s.stripGradient;
        };
    gradient.run(workspace.parallel(), shape, x, dy, dw);
  }
}
