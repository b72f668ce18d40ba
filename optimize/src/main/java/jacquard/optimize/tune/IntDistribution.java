package jacquard.optimize.tune;

/**
 * Integers from {@code low} to {@code high}, both included.
 *
 * @param scale {@link Scale#LOG} spreads them evenly by their logarithms
 * @param step the distance of neighbours, at least 1: {@code low, low + step, ...}; {@code high} is
 *     lowered to the last of them
 */
public record IntDistribution(int low, int high, Scale scale, int step) implements Distribution {
  public IntDistribution {
    if (low > high) throw new SearchSpaceException("low " + low + " is above high " + high);
    if (scale == Scale.LOG && low < 1) {
      throw new SearchSpaceException("a logarithmic range starts above 0, not at " + low);
    }
    if (step < 1) throw new SearchSpaceException("a step is a positive number, not " + step);
    if (scale == Scale.LOG && step > 1) {
      throw new SearchSpaceException("a logarithmic range has no step: leave out " + step);
    }
    long steps = ((long) high - low) / step;
    if (steps >= Integer.MAX_VALUE) {
      throw new SearchSpaceException("a range of integers holds fewer than 2^31 of them");
    }
    high = (int) (low + steps * step);
  }

  @Override
  public int size() {
    return (int) (((long) high - low) / step + 1);
  }

  @Override
  public boolean contains(double value) {
    return value >= low && value <= high && (value - low) % step == 0;
  }

  @Override
  public double toUnit(double value) {
    return scale == Scale.LOG ? place(value) : (index(value) + 0.5) / size();
  }

  @Override
  public double fromUnit(double unit) {
    double place = Math.clamp(unit, 0, 1);
    if (scale == Scale.LINEAR) return valueAt((int) (place * size()));
    double value = (low - 0.5) * StrictMath.exp(place * logRatio());
    return Math.clamp(Math.rint(value), low, high);
  }

  @Override
  public double cellStart(double value) {
    return scale == Scale.LOG ? place(value - 0.5) : index(value) / size();
  }

  @Override
  public double cellEnd(double value) {
    return scale == Scale.LOG ? place(value + 0.5) : (index(value) + 1) / size();
  }

  /** On a logarithmic scale each integer's cell reaches half-way to its neighbours. */
  private double place(double value) {
    return StrictMath.log(value / (low - 0.5)) / logRatio();
  }

  private double logRatio() {
    return StrictMath.log((high + 0.5) / (low - 0.5));
  }

  @Override
  public String label(double value) {
    return Integer.toString((int) value);
  }

  @Override
  public double parse(String label) {
    return Labels.number(this, label);
  }

  @Override
  public double valueAt(int index) {
    return low + (double) Math.min(index, size() - 1) * step;
  }

  private double index(double value) {
    return Math.rint((value - low) / step);
  }

  @Override
  public String toString() {
    return low + " to " + high + Labels.options(scale, step, 1);
  }
}
