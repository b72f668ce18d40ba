package jacquard.optimize.tune.benchmark;

import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.Trial;
import jacquard.optimize.tune.sample.SamplerKind;
import java.lang.management.ManagementFactory;

/** What a sampler costs by itself. */
public final class SamplerTime {
  private SamplerTime() {}

  /**
   * The processor time of a study whose objective costs next to nothing: what a clock would show if
   * this thread had a core to itself.
   *
   * @param parameters real ones, all of which matter
   * @return seconds
   */
  public static double seconds(SamplerKind sampler, long seed, int trials, int parameters) {
    var study = Study.create(StudySettings.of("time", sampler.create(seed)));
    var clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    study.optimize(trial -> dents(trial, parameters), trials);
    return (clock.getCurrentThreadCpuTime() - start) * 1e-9;
  }

  /** A bowl full of dents, in which no search comes to rest: models keep all their trials. */
  private static double dents(Trial trial, int parameters) {
    double sum = 0;
    for (int i = 0; i < parameters; i++) {
      double off = trial.suggestFloat("x" + i, 0, 1) - (i + 1.0) / (parameters + 2);
      sum += (i + 1) * off * off - 0.3 * Math.cos(40 * off);
    }
    return sum;
  }
}
