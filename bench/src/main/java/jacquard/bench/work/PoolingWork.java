package jacquard.bench.work;

import jacquard.kernels.PoolShape;
import jacquard.kernels.Tier;
import jacquard.kernels.Workspace;

/** Pooling of 128 images with the channels of {@code cnn}, channels last. */
public enum PoolingWork implements KernelWork {
  /** After the first layer, without the indices a backward pass needs. */
  MAX("max 2x2", first(), false),
  /** The same with indices. */
  MAX_INDICES("max 2x2 with indices", first(), false),
  /** Its gradient. */
  MAX_BACKWARD("max 2x2 gradient", first(), true),
  /** Means of the same windows. */
  AVERAGE("average 2x2", first(), false),
  /** Means of whole images. */
  GLOBAL_AVERAGE("average 7x7 of 7x7", new PoolShape(128, 7, 7, 64, 7, 7, 7, 7, 0, 0), false);

  private final String label;
  private final PoolShape shape;
  private final boolean backward;

  PoolingWork(String label, PoolShape shape, boolean backward) {
    this.label = label;
    this.shape = shape;
    this.backward = backward;
  }

  private static PoolShape first() {
    return new PoolShape(128, 28, 28, 32, 2, 2, 2, 2, 0, 0);
  }

  /** The sizes. */
  public PoolShape shape() {
    return shape;
  }

  @Override
  public String family() {
    return "pooling";
  }

  @Override
  public String label() {
    return label;
  }

  private int inputs() {
    return shape.n() * shape.h() * shape.w() * shape.c();
  }

  private int outputs() {
    return shape.n() * shape.outH() * shape.outW() * shape.c();
  }

  @Override
  public Cost cost() {
    boolean indices = this == MAX_INDICES || this == MAX_BACKWARD;
    return Cost.of(inputs(), 4.0 * (inputs() + outputs()) + (indices ? outputs() : 0));
  }

  @Override
  public Unit unit() {
    return Unit.GBPS;
  }

  @Override
  public int[] lengths() {
    return backward ? new int[] {outputs(), inputs()} : new int[] {inputs(), outputs()};
  }

  @Override
  public Runnable bind(Tier tier, float[][] arrays, Workspace workspace) {
    var pooling = tier.pooling();
    float[] x = arrays[0];
    float[] y = arrays[1];
    return switch (this) {
      case MAX -> () -> pooling.maxForward(shape, x, y, null, workspace);
      case MAX_INDICES -> {
        var argmax = new byte[outputs()];
        yield () -> pooling.maxForward(shape, x, y, argmax, workspace);
      }
      case MAX_BACKWARD -> {
        var argmax = new byte[outputs()];
        for (int i = 0; i < argmax.length; i++) argmax[i] = (byte) (i * 7 % 4);
        yield () -> pooling.maxBackward(shape, x, argmax, y, workspace);
      }
      case AVERAGE, GLOBAL_AVERAGE -> () -> pooling.averageForward(shape, true, x, y, workspace);
    };
  }
}
