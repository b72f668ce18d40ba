package jacquard.bench.report;

import jacquard.engine.measure.Measurement;

/**
 * A median and the 95 % confidence interval around it.
 *
 * @param median of the rounds
 * @param low the interval's lower end
 * @param high its upper end
 */
public record Range(double median, double low, double high) {
  /** Of the samples of a measurement. */
  public static Range of(Measurement measurement) {
    var interval = measurement.interval();
    return new Range(measurement.median(), interval.low(), interval.high());
  }
}
