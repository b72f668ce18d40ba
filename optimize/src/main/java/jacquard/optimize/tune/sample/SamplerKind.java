package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.Sampler;
import java.util.function.LongFunction;

/** The samplers that need nothing but a seed. */
public enum SamplerKind {
  RANDOM(RandomSampler::new),
  SOBOL(SobolSampler::new),
  TPE(TpeSampler::new),
  GP(GaussianProcessSampler::new);

  private final LongFunction<Sampler> maker;

  SamplerKind(LongFunction<Sampler> maker) {
    this.maker = maker;
  }

  /** A sampler. */
  public Sampler create(long seed) {
    return maker.apply(seed);
  }
}
