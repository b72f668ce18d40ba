package jacquard.optimize.tune.benchmark;

import jacquard.kernels.Parallel;
import jacquard.optimize.tune.Budget;
import jacquard.optimize.tune.Direction;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.TrialExecutor;
import jacquard.optimize.tune.sample.SamplerKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sampler made of a problem with one seed.
 *
 * @param best after each trial, the least value so far; with two objectives the hypervolume
 */
public record Contest(SamplerKind sampler, long seed, double[] best) {
  /** Runs a study of one objective. */
  public static Contest of(Problem problem, SamplerKind sampler, long seed, int trials) {
    var study = Study.create(StudySettings.of(problem.name(), sampler.create(seed)));
    study.optimize(problem.objective(), trials);
    var best = study.trials().stream().mapToDouble(FrozenTrial::value).toArray();
    for (int i = 1; i < trials; i++) best[i] = Math.min(best[i], best[i - 1]);
    return new Contest(sampler, seed, best);
  }

  /**
   * Runs a study of two objectives.
   *
   * @param every how many trials lie between two measurements of the volume
   */
  public static Contest of(
      FrontProblem problem, SamplerKind sampler, long seed, int trials, int every) {
    var study =
        Study.create(
            StudySettings.of(problem.name(), sampler.create(seed))
                .directions(Direction.MINIMIZE, Direction.MINIMIZE));
    var executor = TrialExecutor.sequential(Parallel.inline());
    study.optimizeSeveral(problem.objective(), Budget.trials(trials), executor);
    var volumes = new double[trials];
    List<double[]> seen = new ArrayList<>();
    for (var trial : study.trials()) {
      seen.add(trial.values().stream().mapToDouble(v -> v).toArray());
      int n = seen.size();
      volumes[n - 1] =
          n % every == 0
              ? FrontProblem.hypervolume(seen.toArray(double[][]::new))
              : n == 1 ? 0 : volumes[n - 2];
    }
    return new Contest(sampler, seed, volumes);
  }

  /** What it had at the end. */
  public double result() {
    return best[best.length - 1];
  }

  /** How many trials it took to a value at most this; all of them and one more if it never did. */
  public int trialsTo(double value) {
    int trials = 0;
    while (trials < best.length && best[trials] > value) trials++;
    return trials + 1;
  }
}
