package jacquard.optimize.tune.benchmark;

import jacquard.optimize.tune.Objective;
import jacquard.optimize.tune.Trial;
import jacquard.optimize.tune.insight.Hypervolume;

/** Pairs of functions of 30 parameters to minimise at once (Zitzler, Deb and Thiele 2000). */
public enum FrontProblem {
  /** A convex front: {@code f2 = 1 - sqrt(f1)}. */
  ZDT1 {
    @Override
    double second(double ratio) {
      return 1 - Math.sqrt(ratio);
    }
  },

  /** A front bent the other way, which no weighted sum finds: {@code f2 = 1 - f1^2}. */
  ZDT2 {
    @Override
    double second(double ratio) {
      return 1 - ratio * ratio;
    }
  };

  private static final int PARAMETERS = 30;
  private static final double[] REFERENCE = {11, 11};

  abstract double second(double ratio);

  /** Both values at the trial's parameters. */
  public double[] evaluate(Trial trial) {
    double first = trial.suggestFloat("x0", 0, 1);
    double sum = 0;
    for (int i = 1; i < PARAMETERS; i++) sum += trial.suggestFloat("x" + i, 0, 1);
    double distance = 1 + 9 * sum / (PARAMETERS - 1);
    return new double[] {first, distance * second(first / distance)};
  }

  /** This problem, to be given to a study. */
  public Objective.Several objective() {
    return this::evaluate;
  }

  /** The area that pairs of values dominate, up to (11, 11). */
  public static double hypervolume(double[][] values) {
    return Hypervolume.of(values, REFERENCE);
  }
}
