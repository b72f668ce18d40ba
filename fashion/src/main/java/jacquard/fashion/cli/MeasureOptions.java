package jacquard.fashion.cli;

import jacquard.optimize.pareto.SpeedMeter;
import picocli.CommandLine.Option;

/** How long models are timed. */
final class MeasureOptions {
  @Option(names = "--quick", description = "Measure speed briefly, and so badly.")
  private boolean quick;

  SpeedMeter meter() {
    return quick ? SpeedMeter.QUICK : SpeedMeter.DEFAULT;
  }
}
