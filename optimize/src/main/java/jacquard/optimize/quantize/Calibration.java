package jacquard.optimize.quantize;

/** How the range of an activation follows from the values that it took on some data. */
public sealed interface Calibration {
  /** The grid for the values of a histogram. */
  default Grid grid(Histogram values, boolean symmetric) {
    return grid(values.low(), values.high(), symmetric);
  }

  private static Grid grid(double low, double high, boolean symmetric) {
    return symmetric ? Grid.symmetric(Math.max(-low, high), Byte.SIZE) : Grid.affine(low, high);
  }

  /**
   * None beforehand: each sample's range is measured when the model runs, and its codes are
   * symmetric.
   */
  record Dynamic() implements Calibration {
    /**
     * @throws UnsupportedOperationException always
     */
    @Override
    public Grid grid(Histogram values, boolean symmetric) {
      throw new UnsupportedOperationException("a grid is known only when the model runs");
    }
  }

  /** From the smallest value to the largest. */
  record MinMax() implements Calibration {}

  /**
   * Cuts off the outermost values.
   *
   * @param share how many are kept on either side, in {@code (0.5, 1]}
   */
  record Percentile(double share) implements Calibration {
    /**
     * @throws IllegalArgumentException if the share is out of its range
     */
    public Percentile {
      if (!(share > 0.5 && share <= 1)) {
        throw new IllegalArgumentException("the share of values kept is in (0.5, 1], not " + share);
      }
    }

    @Override
    public Grid grid(Histogram values, boolean symmetric) {
      double low = values.low() < 0 ? values.quantile(1 - share) : values.low();
      double high = values.high() > 0 ? values.quantile(share) : values.high();
      return Calibration.grid(low, high, symmetric);
    }
  }

  /** The range, a hundredth smaller each time, whose squared rounding error is least. */
  record MeanSquaredError() implements Calibration {
    private static final int TRIALS = 80;

    @Override
    public Grid grid(Histogram values, boolean symmetric) {
      Grid best = null;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < TRIALS; i++) {
        double share = 1 - i / 100.0;
        var grid = Calibration.grid(share * values.low(), share * values.high(), symmetric);
        double error = values.error(grid);
        if (best == null || error < least) {
          least = error;
          best = grid;
        }
      }
      return best;
    }
  }
}
