package jacquard.optimize.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.graph.Graph;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.optimize.Trained;
import jacquard.optimize.prune.PruningConfig.Granularity;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  private static final PruningConfig WEIGHTS = PruningConfig.of(Granularity.WEIGHT);
  private static final Graph MLP = Trained.mlp();

  @Test
  void gradualPruningFollowsTheCubicCurve() {
    var gradual = new GradualPruning(Masks.of(MLP), WEIGHTS, 0.1, 0.9, 100, 300, 10);
    assertThat(gradual.sparsity(100)).isEqualTo(0.1, within(1e-12));
    assertThat(gradual.sparsity(200)).isEqualTo(0.9 - 0.8 / 8, within(1e-12));
    assertThat(gradual.sparsity(300)).isEqualTo(0.9, within(1e-12));
  }

  @Test
  void gradualPruningEndsWithWhatWasAskedFor() {
    var masks = Masks.of(MLP); // 19 steps an epoch, three epochs
    Trained.train(masks.graph(), new GradualPruning(masks, WEIGHTS, 0, 0.9, 2, 40, 5));
    assertThat(masks.sparsity()).isEqualTo(0.9, within(1e-3));
    assertThat(Trained.evaluate(masks.bake()).accuracy())
        .isGreaterThan(Trained.evaluate(MLP).accuracy() - 0.03);
  }

  @Test
  void everyRoundLeavesOutTheSameShareOfWhatIsLeft() {
    var seen = new ArrayList<Double>();
    var masks = Masks.of(MLP);
    new IterativePruning(WEIGHTS, 0.875, 3).run(masks, null, _ -> seen.add(masks.sparsity()));
    assertThat(seen.get(0)).isEqualTo(0.5, within(1e-3));
    assertThat(seen.get(1)).isEqualTo(0.75, within(1e-3));
    assertThat(seen.get(2)).isEqualTo(0.875, within(1e-3));
  }

  @Test
  void rewindingGoesBackToTheEarlierValues() {
    var masks = Masks.of(MLP);
    var early = IterativePruning.snapshot(masks.graph());
    new IterativePruning(WEIGHTS, 0.6, 2)
        .run(
            masks,
            early,
            graph -> {
              graph
                  .parameters()
                  .forEach((name, p) -> {
                    assertThat(p.floats()).isEqualTo(early.get(name).floats());
                    p.floats()[0] += 1; // as a training would
                  });
            });
    assertThat(masks.sparsity()).isEqualTo(0.6, within(1e-3));
  }

  @Test
  void weightsDoNotGoBackToThoseOfAnotherModel() {
    var masks = Masks.of(MLP);
    var other = IterativePruning.snapshot(masks.graph());
    var name = other.firstEntry().getKey();
    other.put(name, Tensor.zeros(Shape.of(3, 2)));
    assertThatThrownBy(() -> new IterativePruning(WEIGHTS, 0.5, 1).run(masks, other, _ -> {}))
        .hasMessageStartingWith(
            "weights cannot go back to those of another model, which has [3, 2]")
        .hasMessageContaining(name);
    assertThat(masks.sparsity()).isZero();
  }

  @Test
  void schedulesWithoutOrderAreRefused() {
    var masks = Masks.of(MLP);
    assertThatThrownBy(() -> new GradualPruning(masks, WEIGHTS, 0.5, 0.1, 0, 9, 1))
        .hasMessageContaining("from 0.5 to 0.1");
    assertThatThrownBy(() -> new IterativePruning(WEIGHTS, 0.5, 0)).hasMessageContaining("rounds");
  }
}
