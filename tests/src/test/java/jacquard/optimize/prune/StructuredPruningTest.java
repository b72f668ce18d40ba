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
import jacquard.engine.op.Dropout;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import jacquard.optimize.Trained;
import java.util.Arrays;
import java.util.Comparator;
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

  /** Neurons 24 to 31 are twice as large as 0 to 7 and otherwise the same: one of two can go. */
  @Test
  void orderOfTheFitRemovesWhatOthersCanTakeOver() {
    var graph = MLP.copy();
    float[] w = graph.constant("1.weight").floats();
    float[] b = graph.constant("1.bias").floats();
    for (int j = 24; j < 32; j++) {
      for (int p = 0; p < 64; p++) w[p * 48 + j] = 2 * w[p * 48 + j - 24];
      b[j] = 2 * b[j - 24];
    }
    float[] second = graph.constant("3.weight").floats();
    for (int j = 0; j < 8; j++) { // neither of a pair is to be useless already
      for (int o = 0; o < 32; o++) second[(j + 24) * 32 + o] = second[j * 32 + o];
    }
    var losses =
        new Reconstruction(graph, Trained.TRAINING, Parallel.inline())
            .losses(StructuredPruning.groups(graph).getFirst())
            .orElseThrow();
    double[] sorted = Arrays.stream(losses).sorted().toArray();
    assertThat(sorted[7]).isLessThan(0.01 * sorted[9]); // one of each of the eight pairs
    for (int j = 0; j < 8; j++) {
      assertThat(Math.min(losses[j], losses[j + 24])).isLessThanOrEqualTo(sorted[7]);
    }
  }

  /** Against the fit itself, of all others, as an oracle. */
  @Test
  void firstLossIsWhatTheFitLosesWithoutThatNeuron() {
    var reconstruction = new Reconstruction(MLP, Trained.TRAINING, Parallel.inline());
    var group = StructuredPruning.groups(MLP).getFirst();
    double[] losses = reconstruction.losses(group).orElseThrow();
    int first = IntStream.range(0, 48).boxed().min(Comparator.comparing(j -> losses[j])).get();
    int[] others = IntStream.range(0, 48).filter(j -> j != first).toArray();
    var fitted = MLP.copy();
    reconstruction.fit(fitted, group, others);
    double squares = differences(StructuredPruning.remove(fitted, group, others));
    assertThat(losses[first]).isEqualTo(squares, within(0.01 * squares));
  }

  private static double differences(Graph pruned) {
    double squares = 0;
    for (int i = 0; i < Trained.TRAINING.size(); i++) {
      var x = Tensor.zeros(Shape.of(1, 8, 8, 1));
      Trained.TRAINING.read(i, x.floats(), 0);
      Trained.TRAINING.normalize(x.floats(), 0);
      var before = behindSecond(MLP, x);
      var after = behindSecond(pruned, x);
      for (int o = 0; o < 32; o++) {
        squares += Math.pow(before.floats()[o] - after.floats()[o], 2);
      }
    }
    return squares;
  }

  /** What the second linear layer computes. */
  private static Tensor behindSecond(Graph graph, Tensor x) {
    var part = graph.withOutputs(List.of("3"));
    return NoGrad.call(() -> new GraphModule(part).apply(x)).detach();
  }

  @Test
  void dropoutFallsWithTheRootOfTheParameters() {
    var smaller = StructuredPruning.of(0.5).prune(MLP);
    double share =
        (double) new GraphModule(smaller).parameterCount() / new GraphModule(MLP).parameterCount();
    var rates = smaller.nodes().stream().filter(node -> node.op() instanceof Dropout).toList();
    assertThat(rates).hasSize(1);
    assertThat(((Dropout) rates.getFirst().op()).rate())
        .isEqualTo((float) (0.1 * Math.sqrt(share)), within(1e-6f));
  }

  @Test
  void fitsNeedData() {
    var byFit = StructuredPruning.of(0.5).by(StructuredPruning.Order.FIT);
    assertThatThrownBy(() -> byFit.prune(MLP)).hasMessageContaining("without data");
    assertThat(byFit.prune(CNN, Trained.TRAINING, Parallel.inline()).parameters()).isNotEmpty();
  }

  @Test
  void impossibleWishesAreRefusedInASentence() {
    assertThatThrownBy(() -> StructuredPruning.of(1)).hasMessageContaining("[0, 1)");
    var linear = Graph.trace(new Sequential(new Flatten(), new Linear(64, 4)), Patterns.SAMPLE);
    assertThatThrownBy(() -> StructuredPruning.of(0.5).prune(linear))
        .hasMessageContaining("no channels");
  }
}
