package jacquard.optimize.tune.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.kernels.Parallel;
import jacquard.optimize.tune.Budget;
import jacquard.optimize.tune.Direction;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.Objective;
import jacquard.optimize.tune.Sampler;
import jacquard.optimize.tune.Scale;
import jacquard.optimize.tune.Storage;
import jacquard.optimize.tune.Studies;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.Trial;
import jacquard.optimize.tune.TrialExecutor;
import jacquard.optimize.tune.benchmark.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplersTest {
  /** By its name in test reports. */
  private record Named(String name, LongFunction<Sampler> of) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Named> seeded() {
    return Stream.of(
        new Named("random", RandomSampler::new),
        new Named("sobol", SobolSampler::new),
        new Named("tpe", TpeSampler::new),
        new Named("gp", GaussianProcessSampler::new));
  }

  static Stream<Named> models() {
    return seeded().skip(2);
  }

  private static Study study(Sampler sampler) {
    return Study.create(StudySettings.of("study", sampler));
  }

  @ParameterizedTest
  @MethodSource("seeded")
  void everyValueLiesInItsRangeAndTheSeedDecidesAll(Named sampler) {
    var study = study(sampler.of.apply(5));
    study.optimize(Problem.MIXED.objective(), 35);
    for (var trial : study.trials()) {
      assertThat(trial.parameters().values()).allMatch(p -> p.distribution().contains(p.value()));
    }
    var again = study(sampler.of.apply(5));
    again.optimize(Problem.MIXED.objective(), 35);
    assertThat(Studies.digest(again)).isEqualTo(Studies.digest(study));
    var other = study(sampler.of.apply(6));
    other.optimize(Problem.MIXED.objective(), 35);
    assertThat(Studies.digest(other)).isNotEqualTo(Studies.digest(study));
  }

  @ParameterizedTest
  @MethodSource("seeded")
  void anInterruptedStudyGoesOnAsIfItHadNotBeen(Named sampler) {
    var whole = study(sampler.of.apply(8));
    whole.optimize(Problem.MIXED.objective(), 35);
    var storage = Storage.inMemory();
    var settings = StudySettings.of("study", sampler.of.apply(8)).storage(storage);
    Study.create(settings).optimize(Problem.MIXED.objective(), 23);
    var fresh = StudySettings.of("study", sampler.of.apply(8)).storage(storage);
    var resumed = Study.create(fresh);
    resumed.optimize(Problem.MIXED.objective(), 12);
    assertThat(Studies.digest(resumed)).isEqualTo(Studies.digest(whole));
  }

  @ParameterizedTest
  @MethodSource("models")
  void modelsLearnFromTrialsThatFailAndArePruned(Named sampler) {
    var study = study(sampler.of.apply(2));
    study.optimize(
        trial -> {
          double x = trial.suggestFloat("x", 0, 1);
          if (x > 0.7) throw new IllegalStateException("diverged");
          trial.report(1, x);
          if (x > 0.4) throw trial.pruned();
          return Math.abs(x - 0.2);
        },
        60);
    assertThat(study.best().orElseThrow().value()).isLessThan(0.01);
    var late = study.trials().subList(30, 60);
    assertThat(late.stream().filter(t -> t.parameters().get("x").value() > 0.7).count())
        .as("of 30 late trials; chance would be 9")
        .isLessThan(6);
  }

  @ParameterizedTest
  @MethodSource("models")
  void modelsGetAlongWithOnlyFailuresAndEqualValues(Named sampler) {
    var failing = study(sampler.of.apply(2));
    failing.optimize(
        trial -> {
          trial.suggestFloat("x", 0, 1);
          throw new IllegalStateException("always");
        },
        25);
    assertThat(failing.trials()).hasSize(25);
    var flat = study(sampler.of.apply(2));
    flat.optimize(trial -> 0 * trial.suggestFloat("x", 0, 1), 25);
    assertThat(flat.trials()).hasSize(25).allMatch(t -> t.value() == 0);
    var empty = study(sampler.of.apply(2));
    empty.optimize(trial -> 1, 25);
    assertThat(empty.trials()).hasSize(25);
  }

  @ParameterizedTest
  @MethodSource("models")
  void modelsTakeManyTrialsAtATimeAndKeepThemApart(Named sampler) {
    var study = study(sampler.of.apply(4));
    study.optimize(SamplersTest::bowl, 20);
    var batch = Stream.generate(study::ask).limit(6).toList();
    var places = batch.stream().map(trial -> trial.suggestFloat("x", 0, 1)).toList();
    assertThat(new HashSet<>(places)).hasSize(6);
    batch.forEach(trial -> study.tell(trial, 1));
  }

  @ParameterizedTest
  @MethodSource("models")
  void severalWorkersFindWhatOneFinds(Named sampler) {
    var study = study(sampler.of.apply(4));
    study.optimize(SamplersTest::bowl, Budget.trials(60), TrialExecutor.threads(3, 1));
    assertThat(study.trials()).hasSize(60);
    assertThat(study.best().orElseThrow().value()).isLessThan(0.01);
  }

  private static double bowl(Trial trial) {
    double x = trial.suggestFloat("x", 0, 1);
    double y = trial.suggestFloat("y", 1e-4, 1, Scale.LOG);
    return Math.pow(x - 0.3, 2) + 0.1 * Math.pow(Math.log10(y) + 2, 2);
  }

  @ParameterizedTest
  @MethodSource("models")
  void enqueuedValuesAreKeptAndTheRestIsChosen(Named sampler) {
    var study = study(sampler.of.apply(4));
    study.optimize(SamplersTest::bowl, 15);
    study.enqueue(Map.of("x", 0.125));
    study.optimize(SamplersTest::bowl, 1);
    assertThat(study.trials().getLast().parameters().get("x").value()).isEqualTo(0.125);
    assertThat(study.trials().getLast().parameters()).containsKey("y");
  }

  /** Counts in tenths: chi-square with 9 degrees of freedom below its 0.1 % point. */
  @ParameterizedTest
  @MethodSource("seeded")
  void firstDrawsAreUniformOverTheSeeds(Named sampler) {
    var counts = new int[10];
    for (int seed = 0; seed < 1000; seed++) {
      double rate = study(sampler.of.apply(seed)).ask().suggestFloat("rate", 1e-4, 1, Scale.LOG);
      counts[(int) Math.min(9, 10 * (Math.log10(rate) + 4) / 4)]++;
    }
    double chiSquare = 0;
    for (int count : counts) chiSquare += Math.pow(count - 100, 2) / 100;
    assertThat(chiSquare).isLessThan(27.9);
  }

  @Test
  void sobolCoversWhatChanceLeavesOut() {
    var study = study(new SobolSampler(3));
    study.optimize(trial -> trial.suggestFloat("x", 0, 1) + trial.suggestInt("layers", 1, 8), 64);
    var cells = new HashSet<String>();
    for (var trial : study.trials()) {
      int x = (int) (8 * trial.parameters().get("x").value());
      cells.add(x + " " + trial.parameters().get("layers").label());
    }
    assertThat(cells).as("each of 8 x 8 cells holds one of 64 points").hasSize(64);
  }

  @Test
  void theGridIsEveryCombinationInOrder() {
    var axes = new LinkedHashMap<String, List<?>>();
    axes.put("a", List.of(1, 2));
    axes.put("b", List.of("x", "y", "z"));
    var sampler = new GridSampler(axes);
    assertThat(sampler.size()).isEqualTo(6);
    var study = study(sampler);
    study.enqueue(Map.of("a", 2));
    study.optimize(SamplersTest::tile, 8);
    assertThat(study.trials())
        .extracting(SamplersTest::letters)
        .containsExactly("2x", "1x", "1y", "1z", "2x", "2y", "2z", "1x");
  }

  @Test
  void aCombinationThatWasCutShortIsTriedAgain() {
    var axes = new LinkedHashMap<String, List<?>>();
    axes.put("a", List.of(1, 2));
    axes.put("b", List.of("x", "y", "z"));
    var study = study(new GridSampler(axes));
    Objective cut =
        trial -> {
          tile(trial);
          if (trial.number() == 1) throw new InterruptedException();
          return 0;
        };
    var executor = TrialExecutor.sequential(Parallel.inline());
    study.optimize(cut, Budget.total(6), executor);
    assertThat(Thread.interrupted()).isTrue();
    study.optimize(cut, Budget.total(6), executor);
    assertThat(study.trials())
        .extracting(SamplersTest::letters)
        .containsExactly("1x", "1y", "1z", "2x", "2y", "2z", "1y");
  }

  private static double tile(Trial trial) {
    trial.suggestCategorical("b", "x", "y", "z");
    return trial.suggestInt("a", 1, 2);
  }

  private static String letters(FrozenTrial trial) {
    return trial.parameters().get("a").label() + trial.parameters().get("b").label();
  }

  @Test
  void aGridMustKnowEveryParameterItsValuesMustLieInTheRange() {
    var axes = new LinkedHashMap<String, List<?>>();
    axes.put("a", List.of(1, 7));
    var study = study(new GridSampler(axes));
    study.optimize(trial -> trial.suggestInt("a", 1, 2), 2);
    assertThat(study.trials().getLast().failure()).contains("7 does not lie in the range 1 to 2");
    study.optimize(trial -> trial.suggestInt("unknown", 1, 2), 1);
    assertThat(study.trials().getLast().failure())
        .contains("the grid has no values for \"unknown\", only for [a]");
    axes.put("b", List.of());
    assertThatThrownBy(() -> new GridSampler(axes)).hasMessage("the grid has no value for \"b\"");
  }

  @ParameterizedTest
  @MethodSource("models")
  void severalObjectivesAreSearchedTogether(Named sampler) {
    var settings =
        StudySettings.of("two", sampler.of.apply(1))
            .directions(Direction.MINIMIZE, Direction.MAXIMIZE);
    var study = Study.create(settings);
    study.optimizeSeveral(
        trial -> {
          double x = trial.suggestFloat("x", 0, 1);
          double waste = trial.suggestFloat("waste", 0, 1);
          return new double[] {x + waste, x - waste};
        },
        Budget.trials(60),
        TrialExecutor.sequential(Parallel.inline()));
    var late = study.trials().subList(30, 60);
    double waste =
        late.stream().mapToDouble(t -> t.parameters().get("waste").value()).average().orElseThrow();
    assertThat(waste).as("chance would be 0.5").isLessThan(0.25);
    assertThat(study.front().stream().mapToDouble(t -> t.values().getFirst()).max().orElseThrow())
        .as("the front is spread")
        .isGreaterThan(0.7);
  }
}
