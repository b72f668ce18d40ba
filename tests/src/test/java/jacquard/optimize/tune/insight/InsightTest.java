package jacquard.optimize.tune.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacquard.optimize.tune.Direction;
import jacquard.optimize.tune.Sampler;
import jacquard.optimize.tune.Studies;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.TrialState;
import jacquard.optimize.tune.sample.RandomSampler;
import jacquard.optimize.tune.sample.TpeSampler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InsightTest {
  static List<Sampler> samplers() {
    return List.of(new RandomSampler(1), new TpeSampler(1));
  }

  /** Variances 1, 1/16 and 0: the order, and what does not matter, is known. */
  @ParameterizedTest
  @MethodSource("samplers")
  void importanceIsWhatTheObjectiveDependsOn(Sampler sampler) {
    var study = Study.create(StudySettings.of("importance", sampler));
    study.optimize(
        trial -> {
          double value = Math.abs(trial.suggestFloat("some", 0, 1) - 0.5) / 4;
          trial.suggestInt("nothing", 1, 9);
          trial.suggestCategorical("constant", "only");
          return value + (trial.suggestCategorical("much", "a", "b", "c").equals("b") ? 0 : 1);
        },
        100);
    var importances = Importance.of(study.history(), 0);
    assertThat(importances)
        .extracting(Importance::parameter)
        .containsExactlyInAnyOrder("much", "some", "nothing");
    assertThat(importances.stream().mapToDouble(Importance::share).sum())
        .isCloseTo(1, within(1e-9));
    if (sampler instanceof RandomSampler) {
      assertThat(importances.getFirst()).matches(i -> i.parameter().equals("much"));
      assertThat(importances.getLast()).matches(i -> i.parameter().equals("nothing"));
    }
    assertThat(share(importances, "nothing")).isLessThan(0.25);
  }

  private static double share(List<Importance> importances, String name) {
    return importances.stream()
        .filter(i -> i.parameter().equals(name))
        .findFirst()
        .orElseThrow()
        .share();
  }

  @Test
  void tooFewTrialsTellNothing() {
    var study = Study.create(StudySettings.of("few", new RandomSampler(1)));
    study.optimize(trial -> trial.suggestFloat("x", 0, 1), 9);
    assertThat(Importance.of(study.history(), 0)).isEmpty();
  }

  @Test
  void theHistoryOnlyGetsBetter() {
    var settings = StudySettings.of("history", new RandomSampler(1)).directions(Direction.MAXIMIZE);
    var study = Study.create(settings);
    double[] values = {3, 1, Double.NaN, 5, 4};
    study.optimize(trial -> values[trial.number()], 5);
    assertThat(BestSoFar.of(study.history(), 0))
        .containsExactly(
            new BestSoFar(0, 3, 3),
            new BestSoFar(1, 1, 3),
            new BestSoFar(3, 5, 5),
            new BestSoFar(4, 4, 5));
  }

  @Test
  void slicesHoldTheTrialsThatHaveTheParameter() {
    var study = Study.create(StudySettings.of("slices", new RandomSampler(1)));
    study.optimize(
        trial -> {
          if (trial.number() % 2 == 0) trial.suggestFloat("rare", 0, 1);
          return trial.suggestInt("n", 1, 5);
        },
        6);
    var slices = Slice.of(study.history(), 0);
    assertThat(slices).extracting(Slice::parameter).containsExactly("rare", "n");
    assertThat(slices.getFirst().points()).extracting(Slice.Point::trial).containsExactly(0, 2, 4);
    assertThat(slices.getLast().points()).hasSize(6).allMatch(p -> p.value() == p.result());
  }

  @Test
  void theTimelineCountsFromTheFirstTrial() {
    var spans =
        Span.of(
            Studies.history(
                Studies.complete(Studies.running(0), 1),
                Studies.end(Studies.running(1), TrialState.PRUNED),
                Studies.running(2).freeze()));
    assertThat(spans)
        .containsExactly(
            new Span(0, TrialState.COMPLETE, 0, 1), new Span(1, TrialState.PRUNED, 0, 1));
  }
}
