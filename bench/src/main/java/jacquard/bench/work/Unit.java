package jacquard.bench.work;

/** What a speed is given in. */
public enum Unit {
  /** Billions of floating-point operations a second. */
  GFLOPS("GFLOP/s"),
  /** Billions of bytes a second. */
  GBPS("GB/s"),
  /** Images a second. */
  IMAGES("images/s"),
  /** Microseconds of one run: less is better. */
  MICROSECONDS("us");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /** As tables show it. */
  public String symbol() {
    return symbol;
  }

  /** The figure of a run of this cost that took so many seconds. */
  public double figure(Cost cost, double seconds) {
    return switch (this) {
      case GFLOPS -> 1e-9 * cost.flops() / seconds;
      case GBPS -> 1e-9 * cost.bytes() / seconds;
      case IMAGES -> cost.images() / seconds;
      case MICROSECONDS -> 1e6 * seconds;
    };
  }

  /** The limit that speeds in this unit are a share of: memory's for bytes, else arithmetic's. */
  public boolean isBoundByMemory() {
    return this == GBPS;
  }
}
