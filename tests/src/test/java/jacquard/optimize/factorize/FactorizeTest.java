package jacquard.optimize.factorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.autograd.NoGrad;
import jacquard.engine.data.Patterns;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.Sequential;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import jacquard.optimize.Trained;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FactorizeTest {
  private static final Graph MLP = Trained.mlp();

  private static Tensor evaluate(Graph graph) {
    var x = Tensor.zeros(Shape.of(20, 8, 8, 1));
    for (int i = 0; i < 20; i++) Trained.VALIDATION.read(i, x.floats(), 64 * i);
    return NoGrad.call(() -> new GraphModule(graph).apply(x)).detach();
  }

  private static void assertClose(Tensor expected, Tensor actual) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.floats()[i]).isEqualTo(expected.floats()[i], within(1e-4f));
    }
  }

  @Test
  void almostFullRankIsAlmostTheSame() {
    assertClose(evaluate(exactly(5)), evaluate(LowRank.factorize(exactly(5), "1", 5)));
  }

  /** The first layer's weights are a product of two factors. */
  private static Graph exactly(int rank) {
    var graph = MLP.copy();
    var random = new Random(1);
    float[] w = graph.constant("1.weight").floats();
    Arrays.fill(w, 0);
    for (int r = 0; r < rank; r++) {
      var u = random.doubles(64, -0.3, 0.3).toArray();
      var v = random.doubles(48, -0.3, 0.3).toArray();
      for (int i = 0; i < w.length; i++) w[i] += (float) (u[i / 48] * v[i % 48]);
    }
    return graph;
  }

  @Test
  void energyFindsTheRankThatIsThere() {
    var graph = LowRank.byEnergy(exactly(3), 0.999999);
    assertThat(graph.constant("1.weight.u").shape()).isEqualTo(Shape.of(64, 3));
    assertThat(graph.constant("1.weight.v").shape()).isEqualTo(Shape.of(3, 48));
  }

  @Test
  void ranksByAccuracyKeepItAndAreSmaller() {
    var graph = LowRank.byAccuracy(MLP, Trained.VALIDATION, 0.01, Parallel.inline());
    assertThat(Trained.evaluate(graph).accuracy())
        .isGreaterThanOrEqualTo(Trained.evaluate(MLP).accuracy() - 0.01);
    assertThat(new GraphModule(graph).parameterCount())
        .isLessThan(new GraphModule(MLP).parameterCount() / 2);
    Trained.train(graph); // like any other model
    assertThat(Trained.evaluate(graph).accuracy()).isGreaterThan(0.9);
  }

  @Test
  void pointwiseConvolutionsAreFactorisedToo() {
    var model =
        new Sequential(
            new Conv2d(1, 16, 3, 1),
            new Conv2d(16, 24, 1, 0),
            Activation.relu(),
            new Flatten(),
            new Linear(64 * 24, 3));
    var graph = Graph.trace(model.initialize(1), Patterns.SAMPLE);
    assertThat(LowRank.layers(graph)).containsExactly("1", "4");
    var thin = LowRank.factorize(graph, "1", 15);
    var full = evaluate(graph);
    var cut = evaluate(thin);
    assertThat(cut.shape()).isEqualTo(full.shape());
    assertThat(thin.constant("1.weight.u").shape()).isEqualTo(Shape.of(1, 1, 16, 15));
    for (int i = 0; i < full.size(); i++) {
      assertThat(cut.floats()[i]).isEqualTo(full.floats()[i], within(0.1f));
    }
  }

  @Test
  void sharedWeightsHaveFewValuesAndKeepTheAccuracy() {
    var sharing = WeightSharing.of(MLP, 8);
    for (var name : new String[] {"1.weight", "3.weight", "6.weight"}) {
      assertThat(different(sharing.graph().constant(name))).isLessThanOrEqualTo(8);
    }
    double before = Trained.evaluate(MLP).accuracy();
    Trained.train(sharing.graph(), sharing);
    assertThat(different(sharing.graph().constant("1.weight"))).isLessThanOrEqualTo(8);
    assertThat(Trained.evaluate(sharing.graph()).accuracy()).isGreaterThan(before - 0.02);
  }

  private static long different(Tensor tensor) {
    return IntStream.range(0, tensor.size()).mapToObj(i -> tensor.floats()[i]).distinct().count();
  }

  @Test
  void zerosStayZerosWhenWeightsAreShared() {
    var graph = MLP.copy();
    float[] w = graph.constant("1.weight").floats();
    for (int i = 0; i < w.length; i += 2) w[i] = 0;
    float[] shared = WeightSharing.of(graph, 4).graph().constant("1.weight").floats();
    for (int i = 0; i < w.length; i++) assertThat(shared[i] == 0).isEqualTo(i % 2 == 0);
  }

  @Test
  void impossibleWishesAreRefusedInASentence() {
    assertThatThrownBy(() -> LowRank.factorize(MLP, "1", 48)).hasMessageContaining("from 1 to 47");
    assertThatThrownBy(() -> LowRank.factorize(MLP, "0", 3)).hasMessageContaining("[1, 3, 6]");
    assertThatThrownBy(() -> LowRank.byEnergy(MLP, 0)).hasMessageContaining("(0, 1]");
    assertThatThrownBy(() -> WeightSharing.of(MLP, 300)).hasMessageContaining("1 to 256");
  }

  @Test
  void aRankForAllLayersIsTakenWhereItMakesThemSmaller() {
    var thin = LowRank.toRank(MLP, 10); // 64 x 48, 48 x 32, and 32 x 6, which stays
    assertThat(thin.nodes()).hasSize(MLP.nodes().size() + 2);
    for (int rank : new int[] {0, 28}) { // 64 * 48 / (64 + 48) = 27.4
      assertThatThrownBy(() -> LowRank.toRank(MLP, rank))
          .hasMessage("ranks from 1 to 27 make a layer of this model smaller, not " + rank);
    }
  }
}
