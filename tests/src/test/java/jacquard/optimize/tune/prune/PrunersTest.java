package jacquard.optimize.tune.prune;

import static jacquard.optimize.tune.Studies.complete;
import static jacquard.optimize.tune.Studies.history;
import static jacquard.optimize.tune.Studies.reporting;
import static jacquard.optimize.tune.Studies.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.optimize.tune.Direction;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Pruner;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.TrialState;
import jacquard.optimize.tune.sample.RandomSampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrunersTest {
  private static final int LAST = 9;

  /** Every trial reports its own quality, 0 to 1, at steps 1 to 9. */
  private static Study run(Pruner pruner, double... qualities) {
    var study = Study.create(StudySettings.of("pruned", new RandomSampler(1)).pruner(pruner));
    study.optimize(
        trial -> {
          for (int step = 1; step <= LAST; step++) {
            trial.report(step, qualities[trial.number()]);
            if (trial.shouldPrune()) throw trial.pruned();
          }
          return qualities[trial.number()];
        },
        qualities.length);
    return study;
  }

  /** How far each trial got. */
  private static List<Integer> reached(Study study) {
    return study.trials().stream().map(trial -> trial.reports().lastKey()).toList();
  }

  @Test
  void theMedianStopsWhatIsWorseThanHalf() {
    var pruner = new MedianPruner(3, 2);
    FrozenTrial[] done = {
      complete(reporting(0, 9, 5, 3), 3),
      complete(reporting(1, 9, 4, 2), 2),
      complete(reporting(2, 9, 2, 1), 1)
    };
    assertThat(prunes(pruner, done, 3, 99)).as("warm-up").isFalse();
    assertThat(prunes(pruner, done, 3, 99, 4)).as("as good as the median").isFalse();
    assertThat(prunes(pruner, done, 3, 99, 4.1)).isTrue();
    assertThat(prunes(pruner, done, 3, 3, 9, 9)).as("2 < best so far <= 3").isTrue();
    assertThat(prunes(pruner, done, 3, 2, 9, 9)).as("its best report counts").isFalse();
    assertThat(prunes(pruner, done, 3, Double.NaN, Double.NaN)).isTrue();
    assertThat(prunes(pruner, Arrays.copyOf(done, 2), 2, 99, 99)).as("too few trials").isFalse();
  }

  private static boolean prunes(Pruner pruner, FrozenTrial[] done, int number, double... reports) {
    var trials = new ArrayList<>(List.of(done));
    trials.add(reporting(number, reports).freeze());
    return pruner.prunes(history(trials.toArray(FrozenTrial[]::new)), trials.getLast());
  }

  /** Rungs at 1 and 3; worse and worse trials: only the first gets far. */
  @Test
  void ashaLetsOneInThreePass() {
    assertThat(reached(run(new AshaPruner(LAST), 1, 2, 3, 4, 5, 6)))
        .containsExactly(LAST, 1, 1, 1, 1, 1);
    assertThat(reached(run(new AshaPruner(LAST), 6, 5, 4, 3, 2, 1)))
        .as("the best so far always passes")
        .containsOnly(LAST);
    var mixed = run(new AshaPruner(LAST), 5, 4, 9, 3.5, 9, 4.5, 9, 9, 3.7, 3.6);
    assertThat(reached(mixed)).containsExactly(LAST, LAST, 1, LAST, 1, 1, 1, 1, 3, 3);
  }

  /** Against the definition: all trials of one rung are there, the best third goes on. */
  @Test
  void halvingNeverStopsWhatSynchronousHalvingWouldKeep() {
    int cohort = 9;
    var order = new ArrayList<>(IntStream.range(0, cohort).boxed().toList());
    for (int shuffle = 0; shuffle < 20; shuffle++) {
      java.util.Collections.shuffle(order, new java.util.Random(shuffle));
      var qualities = order.stream().mapToDouble(i -> i).toArray();
      var reached = reached(run(new SuccessiveHalvingPruner(cohort, 1, LAST, 3), qualities));
      for (int i = 0; i < cohort; i++) {
        int kept = qualities[i] < 1 ? LAST : qualities[i] < 3 ? 3 : 1;
        assertThat(reached.get(i)).isGreaterThanOrEqualTo(kept);
      }
    }
    double[] falling = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    assertThat(reached(run(new SuccessiveHalvingPruner(cohort, 1, LAST, 3), falling)))
        .as("the best come first: exactly synchronous halving")
        .containsExactly(LAST, 3, 3, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void cohortsDoNotSeeEachOther() {
    var reached = reached(run(new SuccessiveHalvingPruner(3, 1, LAST, 3), 1, 2, 3, 10, 20, 30));
    assertThat(reached).containsExactly(LAST, 1, 1, LAST, 1, 1);
  }

  /** Hyperband's sizes for 9 steps and a third: 9, 5 and 3 of 17 trials. */
  @Test
  void hyperbandSpreadsTrialsOverItsBracketsInProportion() {
    var pruner = new HyperbandPruner(1, LAST, 3);
    var counts =
        IntStream.range(0, 1700)
            .mapToObj(pruner::bracket)
            .collect(Collectors.groupingBy(b -> b, Collectors.counting()));
    assertThat(counts.get(0)).isBetween(895L, 905L);
    assertThat(counts.get(1)).isBetween(495L, 505L);
    assertThat(counts.get(2)).isBetween(295L, 305L);
    var worse = IntStream.range(0, 40).asDoubleStream().toArray();
    var reached = reached(run(pruner, worse));
    var seen = new boolean[3];
    for (int i = 0; i < 40; i++) {
      int bracket = pruner.bracket(i);
      int first = (int) Math.pow(3, bracket);
      assertThat(reached.get(i)).isEqualTo(seen[bracket] && bracket < 2 ? first : LAST);
      seen[bracket] = true;
    }
  }

  /** Two objectives: of four trials on a rung one is dominated by all, one dominates none. */
  @Test
  void severalObjectivesAreComparedByFront() {
    var directions = List.of(Direction.MINIMIZE, Direction.MAXIMIZE);
    var trials = new ArrayList<FrozenTrial>();
    double[][] reports = {{1, 5}, {2, 6}, {3, 7}};
    for (var report : reports) {
      var builder = running(trials.size());
      builder.report(1, List.of(report[0], report[1]));
      trials.add(complete(builder, report));
    }
    var asha = new AshaPruner(1, LAST, 2);
    assertThat(asha.prunes(with(directions, trials, 0.5, 8), last(0.5, 8))).isFalse();
    assertThat(asha.prunes(with(directions, trials, 4, 4), last(4, 4))).isTrue();
    var median = new MedianPruner(3, 0);
    assertThat(median.prunes(with(directions, trials, 0.5, 8), last(0.5, 8))).isFalse();
    assertThat(median.prunes(with(directions, trials, 4, 4), last(4, 4))).isTrue();
  }

  private static FrozenTrial last(double... report) {
    var builder = running(3);
    builder.report(1, List.of(report[0], report[1]));
    return builder.freeze();
  }

  private static History with(
      List<Direction> directions, List<FrozenTrial> trials, double... report) {
    var all = new ArrayList<>(trials);
    all.add(last(report));
    return new History(directions, all);
  }

  @Test
  void rungsThatAreSkippedAreComparedAtTheNextReport() {
    var best = reporting(0, 1, 1, 1, 1);
    var skipping = running(1);
    skipping.report(2, List.of(2.0));
    var trials = history(complete(best, 1), skipping.freeze());
    assertThat(new AshaPruner(LAST).prunes(trials, skipping.freeze())).isTrue();
  }

  @Test
  void whatIsPrunedIsMarkedSo() {
    var study = run(new AshaPruner(LAST), 1, 2);
    assertThat(study.trials().get(1).state()).isEqualTo(TrialState.PRUNED);
    assertThat(study.trials().get(1).values()).isEmpty();
    assertThat(reached(run(Pruner.none(), 1, 2))).containsOnly(LAST);
  }

  @Test
  void impossibleRungsAreRefused() {
    assertThatThrownBy(() -> new AshaPruner(0, 9, 3)).hasMessageContaining("1 <= first <= last");
    assertThatThrownBy(() -> new AshaPruner(1, 9, 1)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> new HyperbandPruner(9, 3, 3)).hasMessageContaining("first <= last");
    assertThatThrownBy(() -> new SuccessiveHalvingPruner(2, 1, 9, 3))
        .hasMessage("a cohort of 2 cannot be reduced 3 times");
    assertThatThrownBy(() -> new MedianPruner(0, 0)).hasMessageContaining("at least 1 trial");
  }
}
