package jacquard.optimize.tune.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacquard.kernels.Parallel;
import jacquard.optimize.tune.Budget;
import jacquard.optimize.tune.Direction;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.TrialExecutor;
import jacquard.optimize.tune.sample.RandomSampler;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of the literature. */
class ProblemTest {
  private static double at(Problem problem, Map<String, Object> place) {
    var study = Study.create(StudySettings.of("place", new RandomSampler(1)));
    study.enqueue(place);
    study.optimize(problem.objective(), 1);
    return study.trials().getFirst().value();
  }

  private static Map<String, Object> place(double... x) {
    var place = new LinkedHashMap<String, Object>();
    for (int i = 0; i < x.length; i++) place.put("x" + i, x[i]);
    return place;
  }

  @Test
  void braninHasThreeEqualMinima() {
    double[][] minima = {{-Math.PI, 12.275}, {Math.PI, 2.275}, {9.42477796076938, 2.475}};
    for (var minimum : minima) {
      double value = at(Problem.BRANIN, Map.of("x", minimum[0], "y", minimum[1]));
      assertThat(value).isCloseTo(Problem.BRANIN.optimum(), within(1e-9));
    }
  }

  @Test
  void hartmannsMinimumIsWhereItIsSaidToBe() {
    var place = place(0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573);
    assertThat(at(Problem.HARTMANN_6, place)).isCloseTo(-3.32237, within(1e-5));
    assertThat(Problem.HARTMANN_6.optimum()).isCloseTo(-3.32237, within(1e-5));
  }

  @Test
  void theOtherMinimaAreZero() {
    assertThat(at(Problem.ACKLEY_5, place(0, 0, 0, 0, 0))).isCloseTo(0, within(1e-12));
    assertThat(at(Problem.ROSENBROCK_4, place(1, 1, 1, 1))).isZero();
    Map<String, Object> best =
        Map.of(
            "learning_rate",
            Math.pow(10, -1.9),
            "weight_decay",
            1e-4,
            "width",
            128,
            "depth",
            5,
            "dropout",
            0.2,
            "activation",
            "gelu",
            "optimizer",
            "sgd",
            "momentum",
            0.9);
    assertThat(at(Problem.MIXED, best)).isCloseTo(0, within(1e-9));
  }

  @Test
  void theFrontsAreTheirFormulas() {
    for (var problem : FrontProblem.values()) {
      var settings =
          StudySettings.of("front", new RandomSampler(1))
              .directions(Direction.MINIMIZE, Direction.MINIMIZE);
      var study = Study.create(settings);
      var place = new LinkedHashMap<String, Object>();
      for (int i = 0; i < 30; i++) place.put("x" + i, i == 0 ? 0.25 : 0.0);
      study.enqueue(place);
      var executor = TrialExecutor.sequential(Parallel.inline());
      study.optimizeSeveral(problem.objective(), Budget.trials(1), executor);
      double second = problem == FrontProblem.ZDT1 ? 0.5 : 1 - 0.0625;
      assertThat(study.trials().getFirst().values()).containsExactly(0.25, second);
    }
  }
}
