package jacquard.fashion.report;

import jacquard.optimize.tune.benchmark.Contest;
import jacquard.optimize.tune.benchmark.RandomSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How the samplers did on functions whose minimum is known.
 *
 * @param circumstances command, commit, machine and the like
 * @param runs in the order they were made
 * @param times what the samplers cost by themselves
 * @param theory what random search must come to on Branin's function
 */
public record SamplerResults(
    Map<String, Object> circumstances, List<Run> runs, List<Time> times, RandomSearch theory) {
  /** After how many trials values are noted. */
  private static final int[] MARKS = {10, 20, 30, 50, 75, 100, 150, 200};

  /**
   * A study.
   *
   * @param trials after how many each of the best values was noted
   * @param best least value so far, or the hypervolume
   * @param reached how many trials it took to a regret of 0.01; one more than all if it never did
   */
  public record Run(
      String problem,
      String sampler,
      long seed,
      List<Integer> trials,
      List<Double> best,
      int reached) {
    /** What is kept of a contest. */
    public static Run of(String problem, Contest contest, double goal) {
      int all = contest.best().length;
      var marks = IntStream.concat(Arrays.stream(MARKS).filter(m -> m < all), IntStream.of(all));
      var trials = marks.boxed().toList();
      var best = trials.stream().map(mark -> contest.best()[mark - 1]).toList();
      return new Run(problem, name(contest), contest.seed(), trials, best, contest.trialsTo(goal));
    }

    private static String name(Contest contest) {
      return contest.sampler().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** At the end. */
    public double result() {
      return best.getLast();
    }
  }

  /** The time of a study whose objective costs next to nothing. */
  public record Time(String sampler, long seed, int trials, int parameters, double seconds) {}

  /** Takes copies. */
  public SamplerResults {
    circumstances = new LinkedHashMap<>(circumstances);
    runs = List.copyOf(runs);
    times = List.copyOf(times);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it cannot be read
   */
  public static SamplerResults read(Path file) throws IOException {
    return Json.read(file, SamplerResults.class, "figures of samplers");
  }

  /**
   * Writes everything.
   *
   * @throws IOException if that fails; an older file is then untouched
   */
  public void write(Path file) throws IOException {
    Json.write(file, this);
  }

  /** The runs of a sampler on a problem, by seed. */
  List<Run> runs(String problem, String sampler) {
    return runs.stream()
        .filter(run -> run.problem.equals(problem) && run.sampler.equals(sampler))
        .sorted((a, b) -> Long.compare(a.seed, b.seed))
        .toList();
  }

  /** What the runs had at the end, by seed. */
  double[] results(String problem, String sampler) {
    return runs(problem, sampler).stream().mapToDouble(Run::result).toArray();
  }

  /** Whether that run is there. */
  public boolean has(String problem, String sampler, long seed) {
    return runs(problem, sampler).stream().anyMatch(run -> run.seed == seed);
  }
}
