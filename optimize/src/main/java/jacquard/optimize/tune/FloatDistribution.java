package jacquard.optimize.tune;

/**
 * Real numbers from {@code low} to {@code high}, both included.
 *
 * @param scale {@link Scale#LOG} spreads them evenly by their logarithms
 * @param step 0, or the distance of neighbours: {@code low, low + step, ...}; {@code high} is then
 *     lowered to the last of them
 */
public record FloatDistribution(double low, double high, Scale scale, double step)
    implements Distribution {
  /** Tolerates rounding in {@code (high - low) / step}. */
  private static final double ROUNDING = 1e-9;

  public FloatDistribution {
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      throw new SearchSpaceException("a range needs finite bounds, not " + low + " to " + high);
    }
    if (low > high) {
      throw new SearchSpaceException("low " + low + " is above high " + high);
    }
    if (scale == Scale.LOG && low <= 0) {
      throw new SearchSpaceException("a logarithmic range starts above 0, not at " + low);
    }
    if (!(step >= 0 && step < Double.POSITIVE_INFINITY)) {
      throw new SearchSpaceException("a step is a positive number, not " + step);
    }
    if (scale == Scale.LOG && step > 0) {
      throw new SearchSpaceException("a logarithmic range has no step: leave out " + step);
    }
    if (step > 0) {
      double steps = Math.floor((high - low) / step + ROUNDING);
      if (steps >= Integer.MAX_VALUE) {
        throw new SearchSpaceException("step " + step + " is too small for " + low + " to " + high);
      }
      high = low + steps * step;
    }
  }

  @Override
  public int size() {
    if (low == high) return 1;
    return step > 0 ? (int) Math.round((high - low) / step) + 1 : 0;
  }

  @Override
  public boolean contains(double value) {
    if (!(value >= low && value <= high)) return false;
    if (step == 0) return true;
    double steps = (value - low) / step;
    return Math.abs(steps - Math.rint(steps)) <= ROUNDING * (1 + steps);
  }

  @Override
  public double toUnit(double value) {
    if (size() > 0) return (index(value) + 0.5) / size();
    return scale == Scale.LOG
        ? StrictMath.log(value / low) / StrictMath.log(high / low)
        : (value - low) / (high - low);
  }

  @Override
  public double fromUnit(double unit) {
    if (size() > 0) return valueAt((int) (Math.clamp(unit, 0, 1) * size()));
    double place = Math.clamp(unit, 0, 1);
    double value =
        scale == Scale.LOG
            ? low * StrictMath.exp(place * StrictMath.log(high / low))
            : low + place * (high - low);
    return Math.clamp(value, low, high);
  }

  @Override
  public double cellStart(double value) {
    return size() > 0 ? index(value) / size() : toUnit(value);
  }

  @Override
  public double cellEnd(double value) {
    return size() > 0 ? (index(value) + 1) / size() : toUnit(value);
  }

  @Override
  public String label(double value) {
    return Double.toString(value);
  }

  @Override
  public double parse(String label) {
    return Labels.number(this, label);
  }

  @Override
  public double valueAt(int index) {
    return Math.min(low + Math.min(index, size() - 1) * step, high);
  }

  private double index(double value) {
    return step == 0 ? 0 : Math.rint((value - low) / step);
  }

  @Override
  public String toString() {
    return low + " to " + high + Labels.options(scale, step, 0);
  }
}
