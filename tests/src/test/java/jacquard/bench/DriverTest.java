package jacquard.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import jacquard.bench.contender.Contender;
import jacquard.bench.contender.Contenders;
import jacquard.bench.contender.Task;
import jacquard.bench.report.Figure;
import jacquard.bench.work.GemmWork;
import jacquard.bench.work.KernelWork;
import jacquard.bench.work.PlanWork;
import jacquard.bench.work.TrainWork;
import jacquard.bench.work.Unit;
import jacquard.bench.work.Work;
import jacquard.bench.work.Works;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DriverTest {
  private static final Effort SMOKE = new Effort("smoke", 3, 0.01, 0.001, 20, 0.005);

  /** The scalar tier needs a hundredth of a second for so many operations. */
  private static final double SMALL = 2e7;

  static Stream<Work> smallKernels() {
    return Works.all().stream()
        .filter(work -> work instanceof KernelWork && work.cost().flops() < SMALL);
  }

  @ParameterizedTest
  @MethodSource("smallKernels")
  void allContendersComputeTheSame(Work work) {
    var tasks = new LinkedHashMap<String, Task>();
    for (var contender : Contenders.all()) {
      contender.prepare(work, 1).ifPresent(task -> tasks.put(contender.name(), task));
    }
    Driver.requireAgreement(work, tasks);
    assertThat(tasks).containsKeys("jacquard", "scalar");
    tasks.values().forEach(Task::close);
  }

  @Test
  void peersHaveAFigureAndAnAdvantage() {
    var driver = new Driver(SMOKE, Contenders.all());
    var row = driver.measure(GemmWork.SMALL_LOGITS, 1).orElseThrow();
    assertThat(row.figures()).map(Figure::contender).containsExactly("jacquard", "scalar", "EJML");
    assertThat(row.peak()).isPositive();
    for (var figure : row.figures()) {
      assertThat(figure.speed().median()).isPositive();
      assertThat(figure.speed().low()).isLessThanOrEqualTo(figure.speed().high());
      assertThat(figure.share()).isPositive();
    }
    assertThat(row.ours().advantage()).isNull();
    assertThat(row.ours().allocated()).isNotNull();
    assertThat(row.by("EJML").advantage().median()).isPositive();
    assertThat(row.by("EJML").slowest()).isNull();
  }

  @Test
  void theShareIsTakenRoundByRound() {
    try (var limit = Yardstick.of(GemmWork.N64, 1)) {
      assertThat(limit.unit()).isEqualTo(Unit.GFLOPS);
      double asMuch = limit.cost().flops() / GemmWork.N64.cost().flops();
      assertThat(limit.share(GemmWork.N64.cost(), asMuch / 2)).isEqualTo(0.5);
    }
  }

  @Test
  void singleThreadedContendersStayOutOfTwoThreads() {
    var row = new Driver(SMOKE, Contenders.all()).measure(GemmWork.SMALL_LOGITS, 2);
    assertThat(row.orElseThrow().figures()).map(Figure::contender).doesNotContain("scalar");
  }

  @Test
  void bytesAreHeldAgainstMemory() {
    var work = Works.matching("softmax 128x10").getFirst();
    var row = new Driver(SMOKE, Contenders.all()).measure(work, 1).orElseThrow();
    assertThat(row.unit()).isEqualTo(Unit.GBPS);
    assertThat(row.ours().share()).isPositive();
  }

  @Test
  void latenciesKnowTheirTail() {
    var driver = new Driver(SMOKE, List.of(sleeper()));
    var row = driver.measure(PlanWork.MLP_1, 1).orElseThrow();
    assertThat(row.unit()).isEqualTo(Unit.MICROSECONDS);
    assertThat(row.ours().slowest()).isGreaterThanOrEqualTo(row.ours().speed().median());
  }

  @Test
  void imagesASecondAreAlsoOperationsASecond() {
    var driver = new Driver(SMOKE, List.of(sleeper()));
    var row = driver.measure(TrainWork.MLP_SGD, 1).orElseThrow();
    assertThat(row.ours().speed().median()).isPositive();
    double seconds = TrainWork.BATCH / row.ours().speed().median();
    assertThat(row.gflops(row.ours()))
        .isCloseTo(1e-9 * TrainWork.MLP_SGD.cost().flops() / seconds, withinPercentage(1e-6));
  }

  @Test
  void whoComputesSomethingElseIsRefused() {
    var wrong =
        List.of(
            Contenders.named("jacquard"),
            altered(
                "liar",
                values -> {
                  values[7] += 1;
                  return values;
                }));
    assertThatThrownBy(() -> new Driver(SMOKE, wrong).measure(GemmWork.N64, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("liar")
        .hasMessageContaining("gemm 64x64x64");
    var nan =
        List.of(
            Contenders.named("jacquard"),
            altered(
                "nan",
                values -> {
                  values[7] = Float.NaN;
                  return values;
                }));
    assertThatThrownBy(() -> new Driver(SMOKE, nan).measure(GemmWork.N64, 1))
        .hasMessageContaining("nan");
  }

  @Test
  void tasksAreClosedWhateverHappens() {
    var closed = new ArrayList<String>();
    var first = closing("first", closed, () -> {});
    var second =
        closing(
            "second",
            closed,
            () -> {
              throw new IllegalStateException("broken");
            });
    assertThatThrownBy(() -> new Driver(SMOKE, List.of(first, second)).measure(GemmWork.N64, 1))
        .hasMessage("broken");
    assertThat(closed).containsExactly("first", "second");
  }

  @Test
  void slowContendersAreLeftOut() {
    var driver = new Driver(SMOKE, Contenders.all());
    driver.measure(GemmWork.SMALL_LOGITS, 1);
    var row = driver.measure(GemmWork.N512, 1).orElseThrow();
    assertThat(row.tooSlow()).contains("scalar", "EJML");
    assertThat(row.figures()).hasSize(1);
  }

  /** Takes a millisecond for whatever it is asked. */
  private static Contender sleeper() {
    return contender(
        "sleeper", (_, _) -> Task.of(() -> LockSupport.parkNanos(1_000_000), () -> new float[0]));
  }

  private static Contender altered(String name, UnaryOperator<float[]> change) {
    return contender(
        name,
        (work, threads) -> {
          var task = Contenders.named("jacquard").prepare(work, threads).orElseThrow();
          return Task.of(task, () -> change.apply(task.output()));
        });
  }

  private static Contender closing(String name, List<String> closed, Runnable run) {
    return contender(
        name,
        (_, _) ->
            new Task() {
              @Override
              public void run() {
                run.run();
              }

              @Override
              public float[] output() {
                return new float[0];
              }

              @Override
              public void close() {
                closed.add(name);
              }
            });
  }

  @FunctionalInterface
  private interface Preparation {
    Task prepare(Work work, int threads);
  }

  private static Contender contender(String name, Preparation preparation) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String description() {
        return name;
      }

      @Override
      public Optional<Task> prepare(Work work, int threads) {
        return Optional.of(preparation.prepare(work, threads));
      }
    };
  }
}
