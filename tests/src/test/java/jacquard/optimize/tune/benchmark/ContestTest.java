package jacquard.optimize.tune.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.optimize.tune.sample.SamplerKind;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Few seeds here; {@code -Pfull} holds the published bars, with 30. */
class ContestTest {
  private static List<Contest> contests(
      Problem problem, SamplerKind sampler, int seeds, int trials) {
    return LongStream.rangeClosed(1, seeds)
        .mapToObj(seed -> Contest.of(problem, sampler, seed, trials))
        .toList();
  }

  private static double mean(List<Contest> contests) {
    return contests.stream().mapToDouble(Contest::result).average().orElseThrow();
  }

  private static double meanTrialsTo(double value, List<Contest> contests) {
    return contests.stream().mapToInt(c -> c.trialsTo(value)).average().orElseThrow();
  }

  @Test
  void theGaussianProcessFindsBraninsMinimumSoon() {
    var found = contests(Problem.BRANIN, SamplerKind.GP, 4, 45);
    assertThat(meanTrialsTo(Problem.BRANIN.optimum() + 0.01, found)).isLessThan(33);
    assertThat(mean(found)).isLessThan(0.40);
  }

  @Test
  void everyModelBeatsChance() {
    double random = mean(contests(Problem.HARTMANN_6, SamplerKind.RANDOM, 4, 60));
    assertThat(mean(contests(Problem.HARTMANN_6, SamplerKind.TPE, 4, 60))).isLessThan(random);
    assertThat(mean(contests(Problem.HARTMANN_6, SamplerKind.GP, 4, 60))).isLessThan(random);
  }

  @Test
  void modelsEncloseMoreOfTwoObjectivesThanChance() {
    for (var sampler : List.of(SamplerKind.TPE, SamplerKind.GP)) {
      double found = Contest.of(FrontProblem.ZDT1, sampler, 1, 50, 50).result();
      assertThat(found)
          .isGreaterThan(Contest.of(FrontProblem.ZDT1, SamplerKind.RANDOM, 1, 50, 50).result() + 5);
    }
  }

  @Test
  void randomSearchComesToWhatProbabilitySays() {
    var theory = RandomSearch.onBranin(200);
    int seeds = 500;
    double mean = mean(contests(Problem.BRANIN, SamplerKind.RANDOM, seeds, 200));
    assertThat(mean)
        .isBetween(theory.mean() - theory.margin(seeds), theory.mean() + theory.margin(seeds));
  }

  @Test
  void samplersCostNextToNothing() {
    assertThat(SamplerTime.seconds(SamplerKind.TPE, 1, 500, 10)).isLessThan(2);
    assertThat(SamplerTime.seconds(SamplerKind.GP, 1, 60, 10)).isLessThan(10);
  }

  @Test
  @EnabledIfSystemProperty(named = "jacquard.full", matches = "true")
  void thePublishedBarsHold() {
    var branin = contests(Problem.BRANIN, SamplerKind.GP, 30, 200);
    assertThat(mean(branin)).isLessThanOrEqualTo(0.3989);
    assertThat(meanTrialsTo(Problem.BRANIN.optimum() + 0.01, branin)).isLessThanOrEqualTo(33);
    assertThat(mean(contests(Problem.BRANIN, SamplerKind.TPE, 30, 200))).isLessThanOrEqualTo(0.52);
    assertThat(mean(contests(Problem.HARTMANN_6, SamplerKind.GP, 30, 200)))
        .isLessThanOrEqualTo(-3.30);
    assertThat(SamplerTime.seconds(SamplerKind.GP, 1, 500, 10)).isLessThanOrEqualTo(20);
  }
}
