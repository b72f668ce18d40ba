package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.Distribution;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Sampler;
import java.util.ArrayList;

/**
 * A scrambled Sobol sequence: as random, but without clumps and gaps. The trial's number is the
 * point's index; parameters take dimensions in the order in which the study first saw them, and
 * those beyond the 64th are drawn at random.
 *
 * @param seed of the scrambling
 */
public record SobolSampler(long seed) implements Sampler {
  @Override
  public double sample(History history, FrozenTrial trial, String name, Distribution distribution) {
    int dimension = dimension(history, trial, name);
    if (dimension >= SobolSequence.DIMENSIONS) {
      return new RandomSampler(seed).sample(history, trial, name, distribution);
    }
    return distribution.fromUnit(SobolSequence.scrambled(trial.number(), dimension, seed));
  }

  private static int dimension(History history, FrozenTrial trial, String name) {
    var names = new ArrayList<>(history.space().sequencedKeySet());
    for (var own : trial.parameters().sequencedKeySet()) if (!names.contains(own)) names.add(own);
    int found = names.indexOf(name);
    return found >= 0 ? found : names.size();
  }
}
