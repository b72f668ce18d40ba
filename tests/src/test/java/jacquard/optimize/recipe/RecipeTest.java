package jacquard.optimize.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.optimize.recipe.Prune.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
  @Test
  void whatWorksOnFloatsComesBeforeTheCodes() {
    assertThatThrownBy(() -> Recipe.of("late", Quantize.DEFAULT, Share.DEFAULT))
        .hasMessageContaining("step 2, 'share', works on floats");
    assertThat(Recipe.of("new", Quantize.DEFAULT, Distill.into("small", 1), Prune.DEFAULT).steps())
        .hasSize(3); // a student is another model
    assertThat(Recipe.of("coded", Quantize.DEFAULT, Compact.DEFAULT).isCompact()).isTrue();
  }

  @Test
  void everyKindOfStepHasANameOfItsOwn() {
    assertThat(Step.kinds()).hasSize(Step.class.getPermittedSubclasses().length);
    assertThat(Step.kinds()).extracting(Step::kind).doesNotHaveDuplicates();
  }

  @Test
  void theLadderIsMadeOfDifferentRecipes() {
    var ladder = Ladder.of(2);
    assertThat(ladder).extracting(Recipe::name).doesNotHaveDuplicates();
    assertThat(ladder).extracting(Recipe::steps).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void aSparsityLeavesSomething(double sparsity) {
    assertThatThrownBy(() -> Prune.of(Unit.BLOCKS, sparsity, FineTuning.NONE))
        .hasMessage("a sparsity is in [0, 1), not " + sparsity);
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    var channels = Prune.of(Unit.CHANNELS, 0.5, FineTuning.of(1));
    assertThatThrownBy(channels::gradually).hasMessageContaining("channels go at once");
    assertThatThrownBy(() -> Prune.DEFAULT.fitted()).hasMessageContaining("channels alone");
    assertThatThrownBy(() -> Prune.DEFAULT.gradually()).hasMessageContaining("add epochs");
  }
}
