package jacquard.bench.work;

import jacquard.kernels.Softmax;
import jacquard.kernels.Tier;
import jacquard.kernels.Workspace;

/** Softmax of rows, and its loss: short rows of ten classes, and long ones. */
public enum SoftmaxWork implements KernelWork {
  /** Ten classes of a batch. */
  CLASSES(128, 10, Function.SOFTMAX),
  /** Long rows. */
  LONG(512, 512, Function.SOFTMAX),
  /** Logarithms of long rows. */
  LONG_LOG(512, 512, Function.LOG_SOFTMAX),
  /** The loss of a batch. */
  LOSS(128, 10, Function.CROSS_ENTROPY);

  /** What is computed. */
  public enum Function {
    /** {@link Softmax#softmax}. */
    SOFTMAX("softmax"),
    /** {@link Softmax#logSoftmax}. */
    LOG_SOFTMAX("log softmax"),
    /** {@link Softmax#crossEntropy}; the output is the probabilities. */
    CROSS_ENTROPY("cross-entropy");

    private final String label;

    Function(String label) {
      this.label = label;
    }
  }

  /** Operations for each element: an exponential, and four more. */
  private static final int FLOPS = 14;

  private final int rows;
  private final int columns;
  private final Function function;

  SoftmaxWork(int rows, int columns, Function function) {
    this.rows = rows;
    this.columns = columns;
    this.function = function;
  }

  /** Rows. */
  public int rows() {
    return rows;
  }

  /** Elements of a row. */
  public int columns() {
    return columns;
  }

  /** What is computed. */
  public Function function() {
    return function;
  }

  @Override
  public String family() {
    return "softmax";
  }

  @Override
  public String label() {
    return "%s %dx%d".formatted(function.label, rows, columns);
  }

  @Override
  public Cost cost() {
    return Cost.perElement(rows * columns, FLOPS, 2);
  }

  @Override
  public Unit unit() {
    return Unit.GBPS;
  }

  @Override
  public int[] lengths() {
    return new int[] {rows * columns, rows * columns};
  }

  @Override
  public Runnable bind(Tier tier, float[][] arrays, Workspace workspace) {
    var softmax = tier.softmax();
    float[] x = arrays[0];
    float[] y = arrays[1];
    return switch (function) {
      case SOFTMAX -> () -> softmax.softmax(rows, columns, x, y, workspace);
      case LOG_SOFTMAX -> () -> softmax.logSoftmax(rows, columns, x, y, workspace);
      case CROSS_ENTROPY -> {
        var labels = new int[rows];
        for (int r = 0; r < rows; r++) labels[r] = r % columns;
        var losses = new float[rows];
        yield () -> softmax.crossEntropy(rows, columns, x, labels, 0, losses, y, workspace);
      }
    };
  }
}
