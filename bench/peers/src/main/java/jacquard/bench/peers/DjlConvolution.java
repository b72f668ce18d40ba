package jacquard.bench.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import jacquard.bench.contender.Task;
import jacquard.bench.work.ConvolutionWork;
import jacquard.kernels.ConvShape;

/** A convolution forward. */
final class DjlConvolution implements Task {
  private static final Shape ONE = new Shape(1, 1);

  private final int threads;
  private final ConvShape shape;
  private final NDManager manager = Djl.manager();
  private final NDArray x;
  private final NDArray weights;
  private NDList y;

  DjlConvolution(ConvolutionWork work, int threads) {
    this.threads = threads;
    shape = work.shape();
    var arrays = work.arrays();
    x = channelsLast(manager, arrays[0], shape.n(), shape.h(), shape.w(), shape.c());
    weights = weights(manager, arrays[1], shape);
  }

  /** Images {@code [n, h, w, c]} under PyTorch's {@code [n, c, h, w]}, without moving them. */
  static NDArray channelsLast(NDManager manager, float[] values, int n, int h, int w, int c) {
    return manager.create(values, new Shape(n, h, w, c)).transpose(0, 3, 1, 2);
  }

  /** Filters {@code [kh, kw, c / groups, k]} as PyTorch's, each with channels last. */
  static NDArray weights(NDManager manager, float[] values, ConvShape s) {
    int[] ours = {s.kh(), s.kw(), s.groupC(), s.k()};
    var ohwi = Layouts.permute(values, ours, 3, 0, 1, 2);
    return channelsLast(manager, ohwi, s.k(), s.kh(), s.kw(), s.groupC());
  }

  @Override
  public void run() {
    Djl.useThreads(threads);
    if (y != null) y.close();
    var padding = new Shape(shape.padTop(), shape.padLeft());
    y = Conv2d.conv2d(x, weights, null, ONE, padding, ONE, shape.groups());
  }

  @Override
  public float[] output() {
    return y.singletonOrThrow().transpose(0, 2, 3, 1).toFloatArray();
  }

  @Override
  public void close() {
    manager.close();
  }
}
