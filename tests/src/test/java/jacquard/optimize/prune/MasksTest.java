package jacquard.optimize.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.autograd.NoGrad;
import jacquard.engine.data.Patterns;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.graph.Plan;
import jacquard.engine.graph.PlanOptions;
import jacquard.engine.graph.PlanOptions.Use;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Parameter;
import jacquard.engine.optim.AdamW;
import jacquard.engine.optim.SGD;
import jacquard.engine.optim.UpdateRule;
import jacquard.engine.optim.WeightDecay;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Trainer;
import jacquard.kernels.Parallel;
import jacquard.optimize.Trained;
import jacquard.optimize.prune.PruningConfig.Granularity;
import jacquard.optimize.prune.PruningConfig.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MasksTest {
  private static final Graph MLP = Trained.mlp();
  private static final Graph CNN = Trained.cnn();
  private static final PruningConfig WEIGHTS = PruningConfig.of(Granularity.WEIGHT);

  private static Masks pruned(Graph trained, PruningConfig config, double sparsity) {
    var masks = Masks.of(trained);
    masks.prune(config, sparsity);
    return masks;
  }

  private static Tensor evaluate(Graph graph) {
    var x = Tensor.zeros(Shape.of(20, 8, 8, 1));
    for (int i = 0; i < 20; i++) Trained.VALIDATION.read(i, x.floats(), 64 * i);
    return NoGrad.call(() -> new GraphModule(graph).apply(x)).detach();
  }

  @Test
  void theSmallestWeightsOfAllLayersGo() {
    var masks = pruned(MLP, WEIGHTS, 0.8);
    assertThat(masks.sparsity()).isEqualTo(0.8, within(1e-3));
    float smallestKept = Float.MAX_VALUE;
    float largestOut = 0;
    for (var entry : masks.masks().entrySet()) {
      float[] w = MLP.parameters().get(entry.getKey()).floats();
      for (int i = 0; i < w.length; i++) {
        if (entry.getValue().floats()[i] == 0) largestOut = Math.max(largestOut, Math.abs(w[i]));
        else smallestKept = Math.min(smallestKept, Math.abs(w[i]));
      }
    }
    assertThat(largestOut).isLessThanOrEqualTo(smallestKept);
  }

  @Test
  void layersCanBeRankedByThemselvesOrLeftWhole() {
    var config = WEIGHTS.with(Scope.LAYER).withWhole(Set.of("6.weight"));
    var masks = pruned(MLP, config, 0.75).masks();
    assertThat(kept(masks.get("1.weight"))).isEqualTo(768);
    assertThat(kept(masks.get("3.weight"))).isEqualTo(384);
    assertThat(kept(masks.get("6.weight"))).isEqualTo(192);
  }

  private static long kept(Tensor mask) {
    return IntStream.range(0, mask.size()).filter(i -> mask.floats()[i] == 1).count();
  }

  @Test
  void blocksAreOneInputOfSixteenOutputs() {
    for (var trained : List.of(MLP, CNN)) {
      var masks = pruned(trained, PruningConfig.of(Granularity.LANE_BLOCK), 0.5);
      assertThat(masks.sparsity()).isEqualTo(0.5, within(0.05));
      for (var mask : masks.masks().values()) {
        int n = mask.dim(-1);
        for (int i = 0; i < mask.size(); i++) {
          int first = i / n * n + i % n / 16 * 16;
          assertThat(mask.floats()[i]).isEqualTo(mask.floats()[first]);
        }
      }
    }
  }

  @Test
  void controlsLeaveOutAsMuchButNotTheSame() {
    var magnitude = pruned(MLP, WEIGHTS, 0.9);
    var shuffled = pruned(MLP, WEIGHTS.withShuffle(3), 0.9);
    var random = pruned(MLP, WEIGHTS.with(new Criterion.Random(3)), 0.9);
    for (var weight : magnitude.masks().keySet()) {
      var mask = magnitude.masks().get(weight);
      assertThat(kept(shuffled.masks().get(weight))).isEqualTo(kept(mask));
      assertThat(shuffled.masks().get(weight).floats()).isNotEqualTo(mask.floats());
    }
    assertThat(random.sparsity()).isEqualTo(magnitude.sparsity());
    double loss = Trained.evaluate(magnitude.graph()).loss();
    assertThat(loss).isLessThan(0.8 * Trained.evaluate(shuffled.graph()).loss());
    assertThat(loss).isLessThan(0.8 * Trained.evaluate(random.graph()).loss());
  }

  /** By the definition, one weight at a time. */
  @Test
  void lampWeighsEachSquareAgainstThoseThatAreAsLarge() {
    var weight = Parameter.of(Tensor.of(new float[] {3, -1, 2, 5, -2, 0, 4}, 7));
    var mask = Tensor.of(new float[] {1, 1, 1, 0, 1, 1, 1}, 7);
    float[] expected = {9f / 25, 1f / 34, 4f / 33, 0, 4f / 33, 0, 1};
    assertThat(new Criterion.Lamp().scores(weight, mask, 0)).containsExactly(expected);
  }

  /** Whatever the scale of its weights, each layer keeps its largest one. */
  @Test
  void lampEmptiesNoLayer() {
    var graph = MLP.copy();
    float[] w = graph.parameters().get("6.weight").floats();
    for (int i = 0; i < w.length; i++) w[i] *= 1e-3f;
    var masks = pruned(graph, WEIGHTS.with(new Criterion.Lamp()), 0.99).masks();
    assertThat(masks.values()).allSatisfy(mask -> assertThat(kept(mask)).isPositive());
    assertThat(kept(pruned(graph, WEIGHTS, 0.9).masks().get("6.weight"))).isZero();
  }

  @Test
  void theTaylorCriterionWeighsByTheGradient() {
    var masks = Masks.of(MLP);
    var config = WEIGHTS.with(new Criterion.Taylor());
    assertThatThrownBy(() -> masks.prune(config, 0.5)).hasMessageContaining("gradients");
    masks.accumulateGradients(Trained.TRAINING, Parallel.inline());
    masks.prune(config, 0.5);
    assertThat(masks.sparsity()).isEqualTo(0.5, within(1e-3));
    double random =
        Trained.evaluate(pruned(MLP, WEIGHTS.with(new Criterion.Random(1)), 0.5).graph()).loss();
    assertThat(Trained.evaluate(masks.graph()).loss()).isLessThan(random);
  }

  @Test
  void whatIsOutStaysOutUnderAnyOptimizerAndAverage() {
    UpdateRule[] rules = {new SGD(0.9), new AdamW(new WeightDecay(0.01, false))};
    for (var rule : rules) {
      var masks = pruned(MLP, WEIGHTS, 0.9);
      var before = masks.bake();
      var recipe = Trained.RECIPE.toBuilder().optimizer(rule).emaDecay(0.9).epochs(1).build();
      new Trainer(new GraphModule(masks.graph()), recipe, Parallel.inline())
          .fit(Trained.TRAINING, null);
      var after = masks.bake();
      for (var name : masks.masks().keySet()) {
        float[] was = before.parameters().get(name).floats();
        float[] is = after.parameters().get(name).floats();
        int moved = 0;
        for (int i = 0; i < is.length; i++) {
          if (was[i] == 0) assertThat(is[i]).isZero();
          else if (was[i] != is[i]) moved++;
        }
        assertThat(moved).isPositive();
      }
    }
  }

  @Test
  void fineTuningBringsTheAccuracyBack() {
    var masks = pruned(MLP, WEIGHTS, 0.95);
    double before = Trained.evaluate(masks.graph()).accuracy();
    Trained.train(masks.graph());
    double after = Trained.evaluate(masks.bake()).accuracy();
    assertThat(after).isGreaterThan(before).isGreaterThan(Trained.evaluate(MLP).accuracy() - 0.03);
  }

  @Test
  void bakingKeepsEveryBitOfTheOutput() {
    var masks = pruned(CNN, WEIGHTS, 0.6);
    var baked = masks.bake();
    assertThat(evaluate(baked).floats()).isEqualTo(evaluate(masks.graph()).floats());
    assertThat(baked.names()).isEqualTo(CNN.names());
    assertThat(Masks.of(masks.graph()).sparsity()).isEqualTo(masks.sparsity());
  }

  @Test
  void plansSkipBlocksWithTheSameResult() {
    var sparse = new PlanOptions(Use.NEVER, Use.ALWAYS);
    var dense = new PlanOptions(Use.NEVER, Use.NEVER);
    for (var trained : List.of(MLP, CNN)) {
      var graph = pruned(trained, PruningConfig.of(Granularity.LANE_BLOCK), 0.8).graph();
      var x = Tensor.zeros(Shape.of(20, 8, 8, 1));
      for (int i = 0; i < 20; i++) Trained.VALIDATION.read(i, x.floats(), 64 * i);
      var plan = Plan.compile(graph, sparse);
      var expected = Plan.compile(graph, dense).session(20).run(x).detach();
      var actual = plan.session(20).run(x);
      for (int i = 0; i < actual.size(); i++) {
        assertThat(actual.floats()[i]).isEqualTo(expected.floats()[i], within(2e-5f));
      }
      assertThat(plan.toString()).contains(" sparse0.");
      assertThat(plan.bytes()).isLessThan(Plan.compile(graph, dense).bytes());
    }
    var chosen = Plan.compile(pruned(MLP, PruningConfig.of(Granularity.LANE_BLOCK), 0.8).graph());
    assertThat(chosen.toString()).contains(" sparse0.");
    assertThat(Plan.compile(MLP).toString()).doesNotContain("sparse");
  }

  @Test
  void sensitivityScansOneLayerAtATime() {
    var scan =
        Sensitivity.scan(MLP, WEIGHTS, List.of(0.0, 0.9), Trained.VALIDATION, Parallel.inline());
    assertThat(scan)
        .extracting(Sensitivity::weight)
        .containsSequence("1.weight", "1.weight", "3.weight");
    assertThat(scan.get(0).metrics()).isEqualTo(Trained.evaluate(MLP));
    assertThat(scan.get(1).metrics().loss()).isGreaterThan(scan.get(0).metrics().loss());
  }

  @Test
  void sensitivityLeavesAMaskedModelAsItIs() {
    var masks = Masks.of(MLP);
    masks.prune(WEIGHTS, 0.5);
    Sensitivity.scan(masks.graph(), WEIGHTS, List.of(0.9), Trained.VALIDATION, Parallel.inline());
    assertThat(masks.sparsity()).isCloseTo(0.5, within(1e-3));
  }

  @Test
  void impossibleWishesAreRefusedInASentence() {
    var masks = Masks.of(MLP);
    assertThatThrownBy(() -> masks.prune(WEIGHTS, 1)).hasMessageContaining("[0, 1)");
    assertThatThrownBy(() -> masks.prune(WEIGHTS.withWhole(Set.of("7.weight")), 0.5))
        .hasMessageContaining("'7.weight'")
        .hasMessageContaining("1.weight");
    var none = Graph.trace(new Flatten(), Patterns.SAMPLE);
    assertThatThrownBy(() -> Masks.of(none)).hasMessageContaining("no linear layer");
  }
}
