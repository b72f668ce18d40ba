package jacquard.fashion.cli;

import jacquard.fashion.report.SamplerResults;
import jacquard.fashion.report.Text;
import jacquard.fashion.report.TuningPage;
import jacquard.optimize.tune.benchmark.Contest;
import jacquard.optimize.tune.benchmark.FrontProblem;
import jacquard.optimize.tune.benchmark.Problem;
import jacquard.optimize.tune.benchmark.RandomSearch;
import jacquard.optimize.tune.benchmark.SamplerTime;
import jacquard.optimize.tune.sample.SamplerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How near the samplers come to minima that are known, and what they cost by themselves. */
@Command(
    name = "samplers",
    description = {
      "Compare the samplers of 'tune' on functions whose minimum is known.",
      "Finished studies are kept: the same command goes on where it was stopped."
    })
final class SamplersCommand extends BaseCommand {
  private static final double GOAL = 0.01;
  private static final int TIMED_PARAMETERS = 10;
  private static final int TIMED_SEEDS = 3;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder for figures, page and pictures (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("tuning-study");

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Studies of each kind, from --seed on (default: ${DEFAULT-VALUE}).")
  private int seeds = 30;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Evaluations of a function in a study (default: ${DEFAULT-VALUE}).")
  private int trials = 200;

  @Option(
      names = "--timed-trials",
      paramLabel = "N",
      description = "Trials of a study that is timed (default: ${DEFAULT-VALUE}).")
  private int timedTrials = 500;

  @Option(names = "--render", description = "Search nothing: make the page of the figures again.")
  private boolean renderOnly;

  private final List<SamplerResults.Run> runs = new ArrayList<>();
  private final List<SamplerResults.Time> times = new ArrayList<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  @Override
  int run(Run run) throws IOException {
    Files.createDirectories(folder);
    if (!renderOnly) {
      run.interruption().guard(() -> stopped.set(true));
      contest(run);
      if (stopped.get()) return Failures.INTERRUPTED;
    }
    TuningPage.write(folder);
    run.screen().result("Page: %s", folder.resolve(TuningPage.PAGE));
    return 0;
  }

  private void contest(Run run) throws IOException {
    var file = folder.resolve(TuningPage.SAMPLERS);
    if (Files.exists(file)) {
      var earlier = SamplerResults.read(file);
      runs.addAll(earlier.runs());
      times.addAll(earlier.times());
    }
    var theory = RandomSearch.onBranin(trials);
    for (var problem : Problem.values()) {
      for (var sampler : SamplerKind.values()) {
        contest(
            run,
            problem.name(),
            sampler,
            problem.optimum() + GOAL,
            seed -> Contest.of(problem, sampler, seed, trials));
        write(run, file, theory);
      }
    }
    for (var problem : FrontProblem.values()) {
      for (var sampler : SamplerKind.values()) {
        contest(
            run,
            problem.name(),
            sampler,
            Double.NEGATIVE_INFINITY,
            seed -> Contest.of(problem, sampler, seed, trials, Math.min(trials, 50)));
        write(run, file, theory);
      }
    }
    time(run);
    write(run, file, theory);
  }

  private void write(Run run, Path file, RandomSearch theory) throws IOException {
    new SamplerResults(run.figures(), runs, times, theory).write(file);
  }

  private void contest(
      Run run, String problem, SamplerKind sampler, double goal, LongFunction<Contest> contest) {
    var results = new SamplerResults(run.figures(), runs, times, null);
    var name = name(sampler);
    double sum = 0;
    int made = 0;
    for (long seed = run.seed(); seed < run.seed() + seeds && !stopped.get(); seed++) {
      if (results.has(problem, name, seed)) continue;
      var one = SamplerResults.Run.of(problem, contest.apply(seed), goal);
      runs.add(one);
      sum += one.result();
      made++;
    }
    if (made > 0)
      run.screen().say("%-12s %-7s %d seeds, mean %.5g", problem, name, made, sum / made);
  }

  private void time(Run run) {
    for (var sampler : SamplerKind.values()) {
      for (long seed = 1; seed <= TIMED_SEEDS && !stopped.get(); seed++) {
        long one = seed;
        if (times.stream().anyMatch(t -> t.sampler().equals(name(sampler)) && t.seed() == one))
          continue;
        double seconds = SamplerTime.seconds(sampler, seed, timedTrials, TIMED_PARAMETERS);
        times.add(
            new SamplerResults.Time(name(sampler), seed, timedTrials, TIMED_PARAMETERS, seconds));
        run.screen().say("%-7s %d trials: %s", name(sampler), timedTrials, Text.seconds(seconds));
      }
    }
  }

  private static String name(SamplerKind sampler) {
    return sampler.name().toLowerCase(Locale.ROOT);
  }
}
