package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.Distribution;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Sampler;

/**
 * Every parameter uniformly on its scale, on its own (Bergstra and Bengio 2012).
 *
 * @param seed what is drawn depends on it, the trial's number and the parameter's name
 */
public record RandomSampler(long seed) implements Sampler {
  @Override
  public double sample(History history, FrozenTrial trial, String name, Distribution distribution) {
    return distribution.fromUnit(new Draws(seed, trial.number(), name).uniform());
  }
}
