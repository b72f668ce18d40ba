package jacquard.optimize.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.kernels.Parallel;
import jacquard.optimize.tune.sample.RandomSampler;
import jacquard.optimize.tune.sample.TpeSampler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyTest {
  private final Study study = Study.create(StudySettings.of("study", new RandomSampler(1)));

  private static double parabola(Trial trial) {
    return Math.pow(trial.suggestFloat("x", -10, 10) - 2, 2);
  }

  @Test
  void theBestTrialIsTheOneOfTheLeastValue() {
    study.optimize(StudyTest::parabola, 50);
    var best = study.best().orElseThrow();
    assertThat(study.trials()).hasSize(50).allMatch(t -> t.value() >= best.value());
    double x = best.parameters().get("x").value();
    assertThat(best.value()).isEqualTo((x - 2) * (x - 2));
    assertThat(best.duration()).isPresent();
  }

  @Test
  void aStudyCanMaximise() {
    var most =
        Study.create(StudySettings.of("most", new TpeSampler(1)).directions(Direction.MAXIMIZE));
    most.optimize(trial -> -parabola(trial), 60);
    assertThat(most.best().orElseThrow().value()).isBetween(-0.1, 0.0);
  }

  @Test
  void theSpaceIsWhatTheObjectiveAsksFor() {
    study.optimize(
        trial -> {
          double score = trial.suggestInt("layers", 1, 3);
          score += trial.suggestInt("width", 16, 512, Scale.LOG);
          score += trial.suggestInt("stride", 2, 8, 2);
          score += trial.suggestFloat("dropout", 0, 0.5, 0.1);
          score += trial.suggestFloat("rate", 1e-5, 1e-1, Scale.LOG);
          var optimizer = trial.suggestCategorical("optimizer", "adam", "sgd");
          if (optimizer.equals("sgd")) score += trial.suggestFloat("momentum", 0, 0.99);
          boolean bias = trial.suggestCategorical("bias", List.of(true, false));
          return bias ? score : -score;
        },
        30);
    assertThat(study.history().space().sequencedKeySet())
        .contains("layers", "width", "stride", "dropout", "rate", "optimizer", "bias", "momentum");
    for (var trial : study.trials()) {
      var sgd = trial.parameters().get("optimizer").label().equals("sgd");
      assertThat(trial.parameters().containsKey("momentum")).isEqualTo(sgd);
      assertThat(trial.parameters().values()).allMatch(p -> p.distribution().contains(p.value()));
    }
  }

  @Test
  void askingAgainForANameGivesTheSameValue() {
    var trial = study.ask();
    double x = trial.suggestFloat("x", 0, 1);
    assertThat(trial.suggestFloat("x", 0, 1)).isEqualTo(x);
  }

  @Test
  void aNameThatIsSuggestedWithAnotherRangeEndsTheRunWithOneSentence() {
    study.optimize(trial -> trial.suggestFloat("x", 0, 1), 3);
    assertThatThrownBy(() -> study.optimize(trial -> trial.suggestFloat("x", 0, 2), 3))
        .isInstanceOf(SearchSpaceException.class)
        .hasMessage(
            "parameter \"x\" was suggested with the range 0.0 to 1.0, and now with 0.0 to 2.0: give"
                + " it another name");
    assertThat(study.trials())
        .hasSize(4)
        .last()
        .extracting(FrozenTrial::state)
        .isEqualTo(TrialState.FAILED);
    study.optimize(trial -> trial.suggestFloat("x", 0, 1), 1);
    assertThat(study.trials().getLast().state()).isEqualTo(TrialState.COMPLETE);
  }

  @Test
  void aThrowingObjectiveFailsItsTrialAndTheStudyGoesOn() {
    study.optimize(
        trial -> {
          if (trial.number() == 1) throw new IOException("disk on fire");
          return parabola(trial);
        },
        3);
    assertThat(study.trials())
        .extracting(FrozenTrial::state)
        .containsExactly(TrialState.COMPLETE, TrialState.FAILED, TrialState.COMPLETE);
    assertThat(study.trials().get(1).failure()).isEqualTo("java.io.IOException: disk on fire");
  }

  @Test
  void valuesThatAreNotFiniteFailTheTrial() {
    double[] results = {Double.NaN, Double.POSITIVE_INFINITY, 1};
    study.optimize(trial -> results[trial.number()], 3);
    assertThat(study.trials())
        .extracting(FrozenTrial::state)
        .containsExactly(TrialState.FAILED, TrialState.FAILED, TrialState.COMPLETE);
    assertThat(study.trials().getFirst().failure()).contains("NaN", "not finite");
    assertThat(study.best().orElseThrow().number()).isEqualTo(2);
  }

  @Test
  void anErrorFailsItsTrialAndEndsTheRun() {
    Objective broken =
        trial -> {
          throw new AssertionError("bug");
        };
    assertThatThrownBy(() -> study.optimize(broken, 3)).isInstanceOf(AssertionError.class);
    assertThat(study.trials())
        .singleElement()
        .extracting(FrozenTrial::state)
        .isEqualTo(TrialState.FAILED);
  }

  @Test
  void askAndTellRunAStudyFromOutside() {
    var first = study.ask();
    var second = study.ask();
    assertThat(List.of(first.number(), second.number())).containsExactly(0, 1);
    study.tell(second, 2);
    study.fail(first, "no reason");
    assertThat(study.trials().getFirst().failure()).isEqualTo("no reason");
    assertThat(study.best().orElseThrow().value()).isEqualTo(2);
    assertThatThrownBy(() -> study.tell(second, 1)).hasMessage("trial 1 has ended");
    assertThatThrownBy(() -> study.tell(study.ask(), 1, 2))
        .hasMessage("a study of 1 objectives takes 1 values, not 2");
  }

  @Test
  void reportsArePrunedByThePruner() {
    var strict =
        Study.create(
            StudySettings.of("strict", new RandomSampler(1))
                .pruner((_, trial) -> trial.reports().lastEntry().getValue().getFirst() > 5));
    strict.optimize(
        trial -> {
          for (int step = 1; step <= 3; step++) {
            trial.report(step, trial.number() == 1 ? 4 * step : 1);
            if (trial.shouldPrune()) throw trial.pruned();
          }
          return 1;
        },
        2);
    assertThat(strict.trials())
        .extracting(FrozenTrial::state)
        .containsExactly(TrialState.COMPLETE, TrialState.PRUNED);
    assertThat(strict.trials().get(1).reports().lastKey()).isEqualTo(2);
    assertThat(strict.trials().get(1).failure()).isEmpty();
  }

  @Test
  void enqueuedTrialsComeFirstWithTheirValues() {
    assertThat(study.enqueue(Map.of("x", 3.5))).isZero();
    study.enqueue(Map.of("x", 77));
    study.optimize(StudyTest::parabola, 3);
    assertThat(study.trials().getFirst().value()).isEqualTo(2.25);
    assertThat(study.trials().getFirst().isEnqueued()).isTrue();
    assertThat(study.trials().get(1).state()).isEqualTo(TrialState.FAILED);
    assertThat(study.trials().get(1).failure())
        .contains("77 does not lie in the range -10.0 to 10.0");
    assertThat(study.trials().get(2).isEnqueued()).isFalse();
    assertThatThrownBy(() -> study.enqueue(Map.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void attributesAreKept() {
    study.setUserAttribute("data", "half");
    study.optimize(
        trial -> {
          trial.setUserAttribute("file", "model-" + trial.number());
          return 0;
        },
        2);
    assertThat(study.userAttributes()).isEqualTo(Map.of("data", "half"));
    assertThat(study.trials().get(1).userAttributes()).isEqualTo(Map.of("file", "model-1"));
  }

  @Test
  void listenersHearOfEveryEnd() {
    var heard = new ArrayList<Integer>();
    study.onTrial(trial -> heard.add(trial.number()));
    study.optimize(StudyTest::parabola, 3);
    assertThat(heard).containsExactly(0, 1, 2);
  }

  @Test
  void aStudyOfSeveralObjectivesHasAFront() {
    var two =
        Study.create(
            StudySettings.of("two", new RandomSampler(1))
                .directions(Direction.MINIMIZE, Direction.MAXIMIZE));
    var executor = TrialExecutor.sequential(Parallel.inline());
    double[][] values = {{1, 1}, {2, 3}, {3, 2}, {0.5, 1}};
    two.optimizeSeveral(trial -> values[trial.number()], Budget.trials(4), executor);
    assertThat(two.front()).extracting(FrozenTrial::number).containsExactly(1, 3);
    assertThatThrownBy(two::best).hasMessageContaining("has a front, not one best");
  }

  @Test
  void budgetsEndARun() {
    var executor = TrialExecutor.sequential(Parallel.inline());
    study.optimize(StudyTest::parabola, Budget.total(5), executor);
    study.optimize(StudyTest::parabola, Budget.total(8), executor);
    assertThat(study.trials()).hasSize(8);
    study.optimize(StudyTest::parabola, Budget.trials(9).within(Duration.ZERO), executor);
    assertThat(study.trials()).hasSize(8);
    study.onTrial(trial -> study.stop());
    study.optimize(StudyTest::parabola, 10);
    assertThat(study.trials()).as("stop lets the trial end that runs").hasSize(9);
    assertThatThrownBy(() -> Budget.trials(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStorageGoesOnWithTheStudyOfThatNameAndRefusesOtherDirections() {
    var storage = Storage.inMemory();
    var settings = StudySettings.of("same", new TpeSampler(3)).storage(storage);
    Study.create(settings).optimize(StudyTest::parabola, 20);
    var resumed = Study.create(settings);
    resumed.optimize(StudyTest::parabola, 20);
    var whole = Study.create(StudySettings.of("same", new TpeSampler(3)));
    whole.optimize(StudyTest::parabola, 40);
    assertThat(Studies.digest(resumed)).isEqualTo(Studies.digest(whole));
    assertThat(storage.studies()).containsExactly("same");
    assertThatThrownBy(() -> Study.create(settings.directions(Direction.MAXIMIZE)))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "study \"same\" was made with the directions [MINIMIZE], not [MAXIMIZE]: choose another"
                + " name");
  }
}
