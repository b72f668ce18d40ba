package jacquard.fashion.data;

/** What a garment is made of: a grey level with a pattern, soft folds and grain. */
final class Fabric implements Canvas.Paint {
  /** The weave. */
  enum Pattern {
    PLAIN,
    STRIPES,
    CHECKS,
    SPECKLE
  }

  private static final int GRID = 8; // a lattice point every 4 pixels

  private final double level;
  private final double contrast;
  private final Pattern pattern;
  private final double across;
  private final double along;
  private final double phase;
  private final double folds;
  private final double[] lattice = new double[GRID * GRID];

  private Fabric(Dice dice, double level, Pattern pattern, boolean upright) {
    this.level = level;
    this.pattern = pattern;
    double strength = dice.between(0.15, 0.8);
    contrast = level > 0.5 ? -strength * level : strength * (1 - level);
    double period = dice.between(2.6, 8);
    double tilt = dice.near(0, 0.15);
    double lean = Math.sqrt(1 - tilt * tilt);
    across = (upright ? lean : tilt) / period;
    along = (upright ? tilt : lean) / period;
    phase = dice.between(0, 1);
    folds = dice.between(0.02, 0.2);
    for (int i = 0; i < lattice.length; i++) lattice[i] = dice.between(-1, 1);
  }

  /**
   * A fabric by chance.
   *
   * @param stripes probability of horizontal stripes
   * @param checks probability of checks
   * @param speckle probability of a blotched print
   */
  static Fabric any(Dice dice, double stripes, double checks, double speckle) {
    double draw = dice.between(0, 1);
    Pattern pattern =
        draw < stripes
            ? Pattern.STRIPES
            : draw < stripes + checks
                ? Pattern.CHECKS
                : draw < stripes + checks + speckle ? Pattern.SPECKLE : Pattern.PLAIN;
    return new Fabric(dice, level(dice), pattern, dice.chance(0.12));
  }

  /** A plain fabric of a level of its own. */
  static Fabric plain(Dice dice) {
    return any(dice, 0, 0, 0);
  }

  private static double level(Dice dice) {
    return dice.chance(0.75) ? dice.between(0.6, 1) : dice.between(0.15, 0.6);
  }

  double level() {
    return level;
  }

  /** A level that stands out from the fabric by {@code strength} in {@code [0, 1]}. */
  double accent(double strength) {
    return level > 0.45 ? level * (1 - strength) : level + (1 - level) * strength;
  }

  @Override
  public double at(int x, int y) {
    double fold = lattice(x, y);
    double u = x * across + y * along + phase;
    double v = y * across - x * along + phase;
    double weave =
        switch (pattern) {
          case PLAIN -> 0;
          case STRIPES -> wave(u);
          case CHECKS -> (wave(u) + wave(v)) / 2;
          case SPECKLE -> Math.clamp(2 * lattice(2 * x + 5, 2 * y + 2), 0, 1);
        };
    return Math.clamp(level * (1 + folds * fold) + contrast * weave, 0.02, 1);
  }

  /** A softened square wave of period 1 between 0 and 1. */
  private static double wave(double t) {
    double saw = t - Math.floor(t);
    return Math.clamp(4 * Math.abs(saw - 0.5) - 0.5, 0, 1);
  }

  /** Smooth noise in {@code [-1, 1]}: bilinear between lattice points, wrapping around. */
  private double lattice(int x, int y) {
    double fx = (x & 3) / 4.0;
    double fy = (y & 3) / 4.0;
    int x0 = x >> 2 & GRID - 1;
    int y0 = y >> 2 & GRID - 1;
    int x1 = x0 + 1 & GRID - 1;
    int y1 = y0 + 1 & GRID - 1;
    double top = lattice[y0 * GRID + x0] * (1 - fx) + lattice[y0 * GRID + x1] * fx;
    double bottom = lattice[y1 * GRID + x0] * (1 - fx) + lattice[y1 * GRID + x1] * fx;
    return top * (1 - fy) + bottom * fy;
  }
}
