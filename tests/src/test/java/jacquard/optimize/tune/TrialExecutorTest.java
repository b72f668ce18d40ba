package jacquard.optimize.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.kernels.Parallel;
import jacquard.optimize.tune.sample.RandomSampler;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrialExecutorTest {
  private final Study study = Study.create(StudySettings.of("workers", new RandomSampler(1)));

  @Test
  void trialsRunAtTheSameTimeEachWithItsOwnThreads() {
    int workers = 3;
    var together = new CyclicBarrier(workers);
    Set<Parallel> budgets =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    study.optimize(
        trial -> {
          together.await(20, TimeUnit.SECONDS);
          assertThat(trial.parallel().threads()).isEqualTo(2);
          budgets.add(trial.parallel());
          return trial.suggestFloat("x", 0, 1);
        },
        Budget.trials(12),
        TrialExecutor.threads(workers, 2));
    assertThat(study.trials()).hasSize(12).allMatch(t -> t.state() == TrialState.COMPLETE);
    assertThat(budgets).hasSize(workers);
  }

  @Test
  void everyTrialIsRunOnce() {
    Map<Integer, Integer> runs = new ConcurrentHashMap<>();
    study.optimize(
        trial -> runs.merge(trial.number(), 1, Integer::sum),
        Budget.total(200),
        TrialExecutor.threads(4, 1));
    assertThat(runs).hasSize(200).allSatisfy((_, count) -> assertThat(count).isOne());
  }

  @Test
  void anErrorOfOneWorkerEndsTheRunWhenTheOthersAreDone() {
    Objective broken =
        trial -> {
          if (trial.number() == 3) throw new AssertionError("bug");
          return 0;
        };
    assertThatThrownBy(
            () -> study.optimize(broken, Budget.trials(1000), TrialExecutor.threads(2, 1)))
        .isInstanceOf(AssertionError.class);
    assertThat(study.trials().size()).isLessThan(1000);
    assertThat(study.trials()).allMatch(trial -> trial.state().isFinished());
  }

  @Test
  void anInterruptedRunMarksItsTrialsFailedAndReturns() throws InterruptedException {
    var runner =
        Thread.ofPlatform()
            .start(() ->
                study.optimize(
                    trial -> {
                      Thread.sleep(60_000);
                      return 0;
                    },
                    Budget.trials(5),
                    TrialExecutor.threads(2, 1)));
    while (study.trials().size() < 2) Thread.sleep(5);
    runner.interrupt();
    runner.join(20_000);
    assertThat(runner.isAlive()).isFalse();
    while (study.trials().stream().anyMatch(t -> !t.state().isFinished())) Thread.sleep(5);
    assertThat(study.trials()).hasSize(2).allMatch(t -> t.isTorn());
  }

  @Test
  void theExecutorIsASeam() {
    TrialExecutor backwards =
        source -> {
          var first = source.next().orElseThrow();
          var second = source.next().orElseThrow();
          second.run(Parallel.inline());
          first.run(Parallel.inline());
          assertThat(source.next()).isEmpty();
          assertThat(first.study()).isEqualTo("workers");
          assertThat(second.trial()).isOne();
        };
    study.optimize(trial -> trial.number(), Budget.trials(2), backwards);
    assertThat(study.trials()).allMatch(t -> t.value() == t.number());
  }

  @Test
  void noWorkersAreRefused() {
    assertThatThrownBy(() -> TrialExecutor.threads(0, 1)).hasMessageContaining("at least 1");
  }
}
