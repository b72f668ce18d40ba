package jacquard.optimize.tune.sample;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.TrialState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private final Study study = Study.create(StudySettings.of("conditions", new RandomSampler(2)));

  private Conditions learn() {
    study.optimize(
        trial -> {
          int layers = trial.suggestInt("layers", 1, 3);
          for (int i = 1; i <= layers; i++) trial.suggestInt("width" + i, 1, 9);
          if (trial.suggestCategorical("optimizer", "adam", "sgd").equals("sgd")) {
            trial.suggestFloat("momentum", 0, 1);
          }
          return 0;
        },
        40);
    var history = study.history();
    return new Conditions(history.space(), history.trials(TrialState.COMPLETE));
  }

  @Test
  void whatDependsOnACategoryOrAnIntegerIsLearned() {
    var conditions = learn();
    assertThat(conditions.isEmpty()).isFalse();
    assertThat(conditions.isActive("width1", Map.of("layers", 1.0))).isTrue();
    assertThat(conditions.isActive("width2", Map.of("layers", 1.0))).isFalse();
    assertThat(conditions.isActive("width2", Map.of("layers", 2.0))).isTrue();
    assertThat(conditions.isActive("width3", Map.of("layers", 2.0))).isFalse();
    assertThat(conditions.isActive("momentum", Map.of("optimizer", 1.0))).isTrue();
    assertThat(conditions.isActive("momentum", Map.of("optimizer", 0.0))).isFalse();
  }

  @Test
  void whereNothingTellsAParameterIsTakenToBeThere() {
    study.optimize(
        trial -> {
          if (trial.suggestFloat("x", 0, 1) > 0.5) trial.suggestFloat("y", 0, 1);
          return 0;
        },
        20);
    var history = study.history();
    var conditions = new Conditions(history.space(), history.trials());
    assertThat(conditions.isEmpty()).isTrue();
    assertThat(conditions.isActive("y", Map.of("x", 0.1))).isTrue();
  }
}
