package jacquard.optimize.tune.benchmark;

import jacquard.optimize.tune.Objective;
import jacquard.optimize.tune.Scale;
import jacquard.optimize.tune.Trial;
import java.util.Arrays;

/** Functions to minimise whose least value is known. */
public enum Problem {
  /** Two parameters, three equal minima (Dixon and Szego 1978). */
  BRANIN(0.39788735772973816) {
    @Override
    public double evaluate(Trial trial) {
      return branin(trial.suggestFloat("x", -5, 10), trial.suggestFloat("y", 0, 15));
    }
  },

  /** Six parameters, six local minima, of which the second best is -3.2032 (Hartman 1973). */
  HARTMANN_6(-3.3223680114155147) {
    private static final double[] HEIGHTS = {1, 1.2, 3, 3.2};
    private static final double[][] WIDTHS = {
      {10, 3, 17, 3.5, 1.7, 8},
      {0.05, 10, 17, 0.1, 8, 14},
      {3, 3.5, 1.7, 10, 17, 8},
      {17, 8, 0.05, 10, 0.1, 14}
    };
    private static final double[][] CENTERS = {
      {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
      {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
      {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
      {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
    };

    @Override
    public double evaluate(Trial trial) {
      double[] x = floats(trial, 6, 0, 1);
      double sum = 0;
      for (int i = 0; i < 4; i++) {
        double distance = 0;
        for (int j = 0; j < 6; j++) {
          distance += WIDTHS[i][j] * (x[j] - CENTERS[i][j]) * (x[j] - CENTERS[i][j]);
        }
        sum -= HEIGHTS[i] * Math.exp(-distance);
      }
      return sum;
    }
  },

  /** Five parameters, a funnel full of dents (Ackley 1987); its floor is not in the middle. */
  ACKLEY_5(0) {
    @Override
    public double evaluate(Trial trial) {
      double[] x = floats(trial, 5, -20, 44);
      double squares = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
      double waves = Arrays.stream(x).map(v -> Math.cos(2 * Math.PI * v)).average().orElseThrow();
      return -20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(waves) + 20 + Math.E;
    }
  },

  /** Four parameters, a bent valley (Rosenbrock 1960). */
  ROSENBROCK_4(0) {
    @Override
    public double evaluate(Trial trial) {
      double[] x = floats(trial, 4, -5, 10);
      double sum = 0;
      for (int i = 0; i < 3; i++) {
        double off = x[i + 1] - x[i] * x[i];
        sum += 100 * off * off + (1 - x[i]) * (1 - x[i]);
      }
      return sum;
    }
  },

  /**
   * What training looks like: learning rate and weight decay on a logarithmic scale, width and
   * depth as integers, an optimiser of which one has a momentum, and an activation.
   */
  MIXED(0) {
    @Override
    public double evaluate(Trial trial) {
      double rate = Math.log10(trial.suggestFloat("learning_rate", 1e-5, 1, Scale.LOG));
      double decay = Math.log10(trial.suggestFloat("weight_decay", 1e-6, 1e-1, Scale.LOG));
      int width = trial.suggestInt("width", 8, 512, Scale.LOG);
      int depth = trial.suggestInt("depth", 1, 8);
      double dropout = trial.suggestFloat("dropout", 0, 0.5, 0.05);
      double sum =
          penalty(trial.suggestCategorical("activation", "relu", "gelu", "tanh", "sigmoid"));
      double bestRate = -3;
      if (trial.suggestCategorical("optimizer", "adam", "sgd").equals("sgd")) {
        double momentum = trial.suggestFloat("momentum", 0, 0.99);
        sum += 2 * (momentum - 0.9) * (momentum - 0.9);
        bestRate = -1.5;
      } else {
        sum += 0.02;
      }
      bestRate -= 0.1 * (depth - 1);
      double wide = Math.log(width / 128.0) / Math.log(2);
      return sum
          + 0.3 * (rate - bestRate) * (rate - bestRate)
          + 0.02 * (decay + 4) * (decay + 4)
          + 0.03 * wide * wide
          + 0.01 * (depth - 5) * (depth - 5)
          + (dropout - 0.2) * (dropout - 0.2);
    }

    private static double penalty(String activation) {
      return switch (activation) {
        case "gelu" -> 0;
        case "relu" -> 0.03;
        case "tanh" -> 0.15;
        default -> 0.5;
      };
    }
  };

  private final double optimum;

  Problem(double optimum) {
    this.optimum = optimum;
  }

  /** The least value. */
  public double optimum() {
    return optimum;
  }

  /** The value at the trial's parameters. */
  public abstract double evaluate(Trial trial);

  /** This problem, to be given to a study. */
  public Objective objective() {
    return this::evaluate;
  }

  static double branin(double x, double y) {
    double bend = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  private static double[] floats(Trial trial, int count, double low, double high) {
    var x = new double[count];
    for (int i = 0; i < count; i++) x[i] = trial.suggestFloat("x" + i, low, high);
    return x;
  }
}
