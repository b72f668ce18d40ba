package jacquard.optimize.prune;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.engine.tensor.Tensor;
import jacquard.optimize.Trained;
import jacquard.optimize.prune.PruningConfig.Granularity;
import org.junit.jupiter.api.Test;

class KeepZerosTest {
  /** The masks are gone, yet what they left out stays out; everything else learns. */
  @Test
  void whatWasPrunedStaysOutOfLaterTraining() {
    var masks = Masks.of(Trained.mlp());
    masks.prune(PruningConfig.of(Granularity.WEIGHT), 0.8);
    var pruned = masks.bake();
    var free = pruned.copy();
    var kept = pruned.copy();
    Trained.train(free);
    Trained.train(kept, new KeepZeros(kept));
    for (var name : masks.masks().keySet()) {
      float[] before = pruned.constant(name).floats();
      float[] after = kept.constant(name).floats();
      for (int i = 0; i < before.length; i++) {
        assertThat(after[i] == 0).as("%s at %d", name, i).isEqualTo(before[i] == 0);
      }
      // Without the callback most learn again; those of dead neurons have no gradient.
      assertThat(zeros(free.constant(name))).isLessThan(zeros(pruned.constant(name)) / 2);
    }
  }

  private static int zeros(Tensor weight) {
    int zeros = 0;
    for (float w : weight.floats()) if (w == 0) zeros++;
    return zeros;
  }
}
