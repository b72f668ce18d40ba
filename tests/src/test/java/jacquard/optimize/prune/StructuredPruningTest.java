package jacquard.optimize.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.autograd.NoGrad;
import jacquard.engine.data.Patterns;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.BatchNorm2d;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.Sequential;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import jacquard.optimize.Trained;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StructuredPruningTest {
  private static final Graph MLP = Trained.mlp();
  private static final Graph CNN = Trained.cnn();

  private static Graph depthwise() {
    var model =
        new Sequential(
            new Conv2d(1, 8, 3, 1),
            Activation.relu(),
            new Conv2d(8, 8, 3, 1, 1, 8, true),
            new BatchNorm2d(8),
            new Conv2d(8, 12, 1, 0),
            new Flatten(),
            new Linear(64 * 12, 5));
    return Graph.trace(model.initialize(3), Patterns.SAMPLE);
  }

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
  void residualsTieTheChannelsThatTheyAdd() {
    var groups = StructuredPruning.groups(CNN);
    assertThat(groups).extracting(ChannelGroup::size).containsExactly(16, 24, 20, 6);
    assertThat(groups.get(0).producers()).hasSize(2); // both ends of the residual block
    assertThat(groups).extracting(ChannelGroup::isFree).containsExactly(true, true, true, false);
  }

  /** Channels that nobody reads can go without a trace, whatever reads and normalises them. */
  @Test
  void removingWhatNobodyReadsChangesNothing() {
    for (var trained : List.of(MLP, CNN, depthwise())) {
      for (int g = 0; g < StructuredPruning.groups(trained).size(); g++) {
        var graph = trained.copy();
        var group = StructuredPruning.groups(graph).get(g);
        if (!group.isFree()) continue;
        int[] kept = {1, 2, 5};
        for (var slice : group.slices()) ignore(graph, group, slice, kept);
        var smaller = StructuredPruning.remove(graph, group, kept);
        assertClose(evaluate(graph), evaluate(smaller));
        assertThat(new GraphModule(smaller).parameterCount())
            .isLessThan(new GraphModule(graph).parameterCount());
      }
    }
  }

  /** Sets the weights of removed inputs to zero. */
  private static void ignore(
      Graph graph, ChannelGroup group, ChannelGroup.Slice slice, int[] kept) {
    var tensor = graph.constant(slice.tensor());
    if (slice.axis() == tensor.shape().rank() - 1) return; // makes the channels
    int inner = tensor.dim(-1);
    for (int i = 0; i < tensor.size(); i++) {
      int channel = i / inner % tensor.dim(-2) % group.size();
      if (Arrays.binarySearch(kept, channel) < 0) tensor.floats()[i] = 0;
    }
  }

  @Test
  void smallerModelsAreTrainedLikeAnyOther() {
    for (var trained : List.of(MLP, CNN)) {
      var smaller = StructuredPruning.of(0.5).prune(trained);
      assertThat(new GraphModule(smaller).parameterCount())
          .isLessThan(new GraphModule(trained).parameterCount() / 2);
      Trained.train(smaller);
      assertThat(Trained.evaluate(smaller).accuracy())
          .isGreaterThan(Trained.evaluate(trained).accuracy() - 0.03);
    }
    assertThat(Trained.evaluate(CNN)).isEqualTo(Trained.evaluate(CNN.copy()));
  }

  @Test
  void groupsKeepMultiplesAndAllGroupsTogetherLoseTheShare() {
    var whole =
        new StructuredPruning(0.5, PruningConfig.Scope.LAYER, StructuredPruning.Order.L1, 16, false)
            .prune(MLP);
    assertThat(whole.constant("1.weight").shape()).isEqualTo(Shape.of(64, 32));
    assertThat(whole.constant("3.weight").shape()).isEqualTo(Shape.of(32, 16));
    var global =
        new StructuredPruning(0.5, PruningConfig.Scope.GLOBAL, StructuredPruning.Order.L2, 1, false)
            .prune(MLP);
    int left = global.constant("1.weight").dim(1) + global.constant("3.weight").dim(1);
    assertThat(left).isEqualTo((48 + 32) / 2);
  }

  /** A neuron that is twice another one can be merged with it without a loss. */
  @Test
  void mergingMakesUpForNeuronsThatPointTheSameWay() {
    var graph = MLP.copy();
    float[] w = graph.constant("1.weight").floats();
    float[] b = graph.constant("1.bias").floats();
    for (int j = 24; j < 48; j++) {
      for (int p = 0; p < 64; p++) w[p * 48 + j] = 0.5f * w[p * 48 + j - 24];
      b[j] = 0.5f * b[j - 24];
    }
    var group = StructuredPruning.groups(graph).getFirst();
    int[] kept = IntStream.range(0, 24).toArray();
    var expected = evaluate(graph);
    var dropped = evaluate(StructuredPruning.remove(graph, group, kept));
    NeuronMerging.merge(graph, group, kept);
    assertClose(expected, evaluate(StructuredPruning.remove(graph, group, kept)));
    assertThat(Math.abs(dropped.floats()[0] - expected.floats()[0])).isGreaterThan(1e-2f);
  }

  @Test
  void mergedModelsAreBetterThanCutOnes() {
    double cut = Trained.evaluate(StructuredPruning.of(0.6).prune(MLP)).loss();
    double merged = Trained.evaluate(StructuredPruning.of(0.6).withMerging().prune(MLP)).loss();
    assertThat(merged).isLessThan(cut);
  }

  @Test
  void fittingFindsWhatTheOthersCanMakeUpFor() {
    var parallel = Parallel.inline();
    double merged = Trained.evaluate(StructuredPruning.of(0.7).withMerging().prune(MLP)).loss();
    var fitted = StructuredPruning.of(0.7).prune(MLP, Trained.TRAINING, parallel);
    assertThat(Trained.evaluate(fitted).loss()).isLessThan(merged);
    assertThat(fitted.constant("1.weight").shape()).isEqualTo(Shape.of(64, 14));
    var none = Patterns.of(1, 0, 2);
    assertThatThrownBy(() -> StructuredPruning.of(0.7).prune(MLP, none, parallel))
        .hasMessageContaining("no samples");
  }

  @Test
  void impossibleWishesAreRefusedInASentence() {
    assertThatThrownBy(() -> StructuredPruning.of(1)).hasMessageContaining("[0, 1)");
    var linear = Graph.trace(new Sequential(new Flatten(), new Linear(64, 4)), Patterns.SAMPLE);
    assertThatThrownBy(() -> StructuredPruning.of(0.5).prune(linear))
        .hasMessageContaining("no channels");
  }
}
