package jacquard.optimize.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.graph.Graph;
import jacquard.kernels.Parallel;
import jacquard.optimize.Trained;
import jacquard.optimize.factorize.WeightSharing;
import jacquard.optimize.prune.Masks;
import jacquard.optimize.prune.PruningConfig;
import jacquard.optimize.prune.PruningConfig.Granularity;
import jacquard.optimize.quantize.QuantizationConfig;
import jacquard.optimize.quantize.Quantizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerFiguresTest {
  private static final Graph MLP = Trained.mlp();

  private static List<Integer> bits(Graph graph) {
    return LayerFigures.of(graph).stream().map(LayerFigures::bits).toList();
  }

  @Test
  void floatsTake32Bits() {
    assertThat(bits(MLP)).containsExactly(32, 32, 32);
    assertThat(LayerFigures.of(MLP))
        .extracting(LayerFigures::weights)
        .containsExactly(64 * 48, 48 * 32, 32 * Trained.CLASSES);
    assertThat(LayerFigures.sparsity(LayerFigures.of(MLP))).isZero();
  }

  @Test
  void codesTakeWhatTheyWereMadeOf() {
    for (int bits : new int[] {8, 4, 2, 1}) {
      var config = QuantizationConfig.WEIGHT_ONLY.withWeightBits(bits);
      var graph = Quantizer.quantize(MLP, null, config, Parallel.inline()).graph();
      assertThat(bits(Quantizer.freeze(graph))).containsExactly(bits, bits, bits);
    }
  }

  @Test
  void sharedWeightsTakeWhatTellsTheirValuesApart() {
    assertThat(bits(WeightSharing.of(MLP, 16).graph())).containsExactly(4, 4, 4);
  }

  @Test
  void zerosAreCountedOverAllLayers() {
    var masks = Masks.of(MLP.copy());
    masks.prune(PruningConfig.of(Granularity.WEIGHT), 0.75);
    var layers = LayerFigures.of(masks.bake());
    assertThat(LayerFigures.sparsity(layers)).isEqualTo(0.75, within(0.001));
    assertThat(layers.getFirst().sparsity()).isNotEqualTo(layers.getLast().sparsity());
  }
}
