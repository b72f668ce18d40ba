package jacquard.optimize.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WishTest {
  private static final Variant LARGE = variant("large", 0, 1000, 50e-6, 20_000);
  private static final Variant SMALL = variant("small", 0.4, 100, 40e-6, 30_000);
  private static final Variant FAST = variant("fast", 1.2, 500, 10e-6, 90_000);
  private static final List<Variant> ALL = List.of(LARGE, SMALL, FAST);

  private static Variant variant(
      String name, double loss, long bytes, double latency, double rate) {
    return new Variant(name, loss, bytes, 4 * bytes, new Speed(latency, 2 * latency, rate, null));
  }

  @Test
  void theGoalDecidesAmongThoseThatKeepToEveryLimit() {
    assertThat(Wish.parse("bytes").best(ALL)).contains(SMALL);
    assertThat(Wish.parse("latency").best(ALL)).contains(FAST);
    assertThat(Wish.parse("rate").best(ALL)).contains(FAST);
    assertThat(Wish.parse("loss<=0.5,latency").best(ALL)).contains(SMALL);
    assertThat(Wish.parse("loss<=0.3,latency").best(ALL)).contains(LARGE);
    assertThat(Wish.parse("rate>=25000, latency<=45, loss").best(ALL)).contains(SMALL);
    assertThat(Wish.parse("memory<=2000,loss").best(ALL)).contains(SMALL);
  }

  @Test
  void withoutAGoalTheFileIsToBeSmall() {
    assertThat(Wish.parse("loss<=2").best(ALL)).contains(SMALL);
    assertThat(Wish.parse("loss<=0.3")).hasToString("loss<=0.3,bytes");
  }

  @Test
  void whatComesClosestMissesItsWorstLimitLeast() {
    var wish = Wish.parse("loss<=0.2,bytes<=90,latency");
    assertThat(wish.best(ALL)).isEmpty();
    assertThat(wish.closest(ALL)).isEqualTo(SMALL); // twice the loss; others ten and six times
    assertThat(wish.figures(SMALL)).isEqualTo("loss 0.4, bytes 100");
    assertThat(Wish.parse("rate>=100000").closest(ALL)).isEqualTo(FAST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "loss<=",
        "<=3",
        "loss<0.3",
        "loss>=1",
        "rate<=5",
        "size<=5",
        "loss<=much",
        "loss<=NaN",
        "loss<=1<=2",
        "loss=1"
      })
  void whatIsNoWishIsRefusedWithWhatIs(String text) {
    assertThatThrownBy(() -> Wish.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a budget is made of loss<=POINTS, bytes<=N")
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void thereIsOneGoal() {
    assertThatThrownBy(() -> Wish.parse("bytes,loss")).hasMessageContaining("one goal, not two");
  }
}
