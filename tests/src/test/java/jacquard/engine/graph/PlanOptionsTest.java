package jacquard.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.graph.PlanOptions.Use;
import org.junit.jupiter.api.Test;

class PlanOptionsTest {
  @Test
  void wordsForceAPathAndWithoutAnyTheFasterOneIsTaken() {
    assertThat(PlanOptions.parse("")).isEqualTo(PlanOptions.DEFAULT);
    assertThat(PlanOptions.parse("sparse")).isEqualTo(new PlanOptions(Use.IF_FASTER, Use.ALWAYS));
    assertThat(PlanOptions.parse("dense,int8")).isEqualTo(new PlanOptions(Use.ALWAYS, Use.NEVER));
    assertThat(PlanOptions.parse("float")).isEqualTo(new PlanOptions(Use.NEVER, Use.IF_FASTER));
  }

  @Test
  void otherWordsAreRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> PlanOptions.parse("spars"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-Djacquard.plan=spars")
        .hasMessageContaining("int8, float, sparse, dense");
  }

  @Test
  void plansRememberWhatWasChosen() {
    var options = new PlanOptions(Use.NEVER, Use.ALWAYS);
    assertThat(Plan.compile(Nets.MLP.trace(), options).options()).isEqualTo(options);
    assertThat(Plan.compile(Nets.MLP.trace(), options).toString()).contains(" sparse1.00 ");
  }
}
