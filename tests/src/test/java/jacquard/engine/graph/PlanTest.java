package jacquard.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Embedding;
import jacquard.engine.nn.Functional;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.MaxPool2d;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Sequential;
import jacquard.engine.op.CrossEntropy;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTest {
  private static final int[] BATCHES = {1, 7, 128};

  private static float[] run(Session session, Tensor x) {
    return session.run(x).detach().floats();
  }

  @ParameterizedTest
  @EnumSource
  void aPlanGivesTheBitsOfTheRewrittenGraph(Nets net) {
    var plan = Plan.compile(net.trace());
    var rewritten = new GraphModule(plan.graph());
    var session = plan.session(128);
    for (int batch : BATCHES) {
      var x = net.input(batch);
      assertThat(run(session, x)).isEqualTo(Nets.evaluate(rewritten, x).floats());
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyFoldedBatchNormChangesItsModulesBits(Nets net) {
    var model = net.make();
    var x = net.input(7);
    var got = run(Plan.compile(Graph.trace(model, net.sample)).session(7), x);
    var want = Nets.evaluate(model, x).floats();
    switch (net) {
      case NORMALIZED_CNN, RESIDUAL -> {
        for (int i = 0; i < want.length; i++) assertThat(got[i]).isCloseTo(want[i], within(1e-4f));
      }
      case MLP, CNN, ATTENTION, MOVEMENT, CUSTOM -> assertThat(got).isEqualTo(want);
    }
  }

  @ParameterizedTest
  @EnumSource
  void neitherThreadsNorTheBatchChangeABit(Nets net) {
    var plan = Plan.compile(net.trace());
    var all = run(plan.session(128), net.input(128));
    for (int threads = 1; threads <= 3; threads++) {
      try (var parallel = Parallel.of(threads)) {
        var session = plan.session(128, parallel);
        for (int batch : BATCHES) {
          var y = run(session, net.input(batch));
          assertThat(y).isEqualTo(Arrays.copyOf(all, y.length));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBatchInPartsHasTheSameBits(Nets net) {
    var graph = net.trace();
    var whole = Plan.compile(graph).session(50);
    var inParts = Plan.compile(graph, 0);
    assertThat(inParts.partSamples()).isEqualTo(net == Nets.CUSTOM ? Integer.MAX_VALUE : 16);
    var session = inParts.session(50);
    for (int batch : new int[] {50, 16, 32, 37, 3}) {
      var x = net.input(batch);
      assertThat(run(session, x)).isEqualTo(run(whole, x));
    }
  }

  static List<Module> mixers() {
    return List.of(
        Nets.function(x -> Functional.mean(x, 0)),
        Nets.function(x -> Functional.add(x, Functional.mean(x, 0))),
        Nets.function(x -> Functional.permute(x, 1, 0, 2)),
        Nets.function(x -> Functional.reshape(x, -1, 1)),
        Nets.function(x -> Functional.argmax(x, 0)),
        Nets.function(x -> Functional.concat(0, x, x)),
        Nets.function(x -> Functional.mul(x, Functional.mean(Functional.mean(x, 2), 1))));
  }

  @ParameterizedTest
  @MethodSource("mixers")
  void whereSamplesMeetABatchIsNotComputedInParts(Module mixer) {
    var graph = Graph.trace(mixer, Shape.of(2, 1));
    assertThat(Plan.compile(graph, 0).partSamples()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void threadsShareAPlan() throws Exception {
    var net = Nets.CNN;
    var plan = Plan.compile(net.trace());
    var expected = run(plan.session(7), net.input(7));
    var tasks = new ArrayList<Callable<float[]>>();
    for (int i = 0; i < 4; i++) {
      tasks.add(() -> {
        var session = plan.session(7);
        for (int round = 0; round < 20; round++) run(session, net.input(1 + round % 7));
        return run(session, net.input(7));
      });
    }
    try (var pool = Executors.newFixedThreadPool(4)) {
      for (var result : pool.invokeAll(tasks)) assertThat(result.get()).isEqualTo(expected);
    }
  }

  @Test
  void laterTrainingDoesNotReachAPlan() {
    for (var net : Nets.values()) {
      var model = net.make();
      var session = Plan.compile(Graph.trace(model, net.sample)).session(2);
      var before = run(session, net.input(2));
      model.parameters().forEach(parameter -> Arrays.fill(parameter.floats(), 9));
      model.namedBuffers().values().forEach(buffer -> Arrays.fill(buffer.floats(), 9));
      assertThat(run(session, net.input(2))).isEqualTo(before);
    }
  }

  @Test
  void aRunCanBeRepeated() {
    for (var net : Nets.values()) {
      var session = Plan.compile(net.trace()).session(4);
      var x = session.input(3);
      x.copyFrom(net.input(3));
      assertThat(run(session, x)).isEqualTo(run(session, x)).isEqualTo(run(session, net.input(3)));
    }
  }

  @Test
  void weightsArePackedOnce() {
    var plan = Plan.compile(Nets.MLP.trace());
    long values = 36 * 48 + 20 * 32 + 17 * 16; // whole panels of 16 columns
    assertThat(plan.bytes()).isBetween(4L * (36 * 20 + 20 * 17 + 17 * 5), 4 * values);
    assertThat(plan.nodes())
        .filteredOn(planned -> planned.node().inputs().size() > 1)
        .allSatisfy(planned -> assertThat(planned.inputs()).hasSize(1));
  }

  @Test
  void classesArePlannedToo() {
    var classifier =
        new Sequential(
            new Linear(10, 4), Activation.relu(), Nets.function(x -> Functional.argmax(x, -1)));
    classifier.initialize(1);
    var x = Nets.input(Shape.of(10), 9);
    var session = Plan.compile(Graph.trace(classifier, Shape.of(10))).session(9);
    assertThat(session.run(x).ints()).isEqualTo(Nets.evaluate(classifier, x).ints());
    assertThat(session.run(x).dtype()).isEqualTo(DType.INT32);
  }

  @Test
  void indicesArePlannedForShorterBatchesToo() {
    var model = new Sequential(new Embedding(10, 4), new Linear(4, 2)).initialize(1);
    var graph = Graph.trace(model, new GraphInput("tokens", DType.INT32, Shape.of(3)));
    var session = Plan.compile(graph).session(4);
    var x = Tensor.of(new int[] {1, 2, 3, 9, 8, 7}, 2, 3);
    run(session, Tensor.of(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1}, 4, 3));
    assertThat(run(session, x)).isEqualTo(Nets.evaluate(model, x).floats());
  }

  @Test
  void severalInputsAndOutputsArePlanned() {
    var logits = Nets.MLP.trace();
    var inputs = new ArrayList<>(logits.inputs());
    inputs.add(new GraphInput("labels", DType.INT32, Shape.of()));
    var nodes = new ArrayList<>(logits.nodes());
    var output = logits.outputs().getFirst();
    nodes.add(new GraphNode("loss", new CrossEntropy(0.1f), List.of(output, "labels")));
    var graph =
        new Graph(
            inputs, logits.parameters(), logits.buffers(), nodes, List.of("loss", output, "input"));

    var given = List.of(Nets.MLP.input(3), Tensor.of(new int[] {4, 0, 1}, 3));
    var want = new GraphModule(graph).apply(given);
    var got = Plan.compile(graph).session(5).run(given);
    assertThat(got).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(got.get(i).shape()).isEqualTo(want.get(i).shape());
      assertThat(got.get(i).floats()).isEqualTo(want.get(i).floats());
    }
  }

  @Test
  void weightsThatAreComputedAreNotPacked() {
    var model =
        new Module() {
          {
            add("keys", new Linear(6, 6));
          }

          @Override
          protected Tensor forward(Tensor x) {
            var first = Functional.mean(apply("keys", x), 0);
            var squared = Functional.matmul(outer(first, true), outer(first, false));
            return Autograd.apply(new jacquard.engine.op.Linear(), x, squared);
          }

          private Tensor outer(Tensor v, boolean column) {
            return column ? Functional.reshape(v, 6, 1) : Functional.reshape(v, 1, 6);
          }
        }.initialize(1);
    var x = Nets.input(Shape.of(6), 5);
    var session = Plan.compile(Graph.trace(model, Shape.of(6))).session(5);
    assertThat(run(session, x)).isEqualTo(Nets.evaluate(model, x).floats());
  }

  @Test
  void aConvolutionPoolsUnlessSomethingElseReadsIt() {
    var once = Graph.trace(convolveAndPool(false), Shape.of(8, 8, 1));
    assertThat(Plan.compile(once).toString().lines())
        .hasSize(1)
        .allMatch(line -> line.contains("pooled") && line.contains("MaxPool2d"));
    var twice = Graph.trace(convolveAndPool(true), Shape.of(8, 8, 1));
    assertThat(Plan.compile(twice).toString()).contains("Conv2d").doesNotContain("pooled");
  }

  private static Module convolveAndPool(boolean readsTwice) {
    return new Module() {
      {
        add("conv", new Conv2d(1, 4, 3, 1));
        add("pool", new MaxPool2d(2));
      }

      @Override
      protected Tensor forward(Tensor x) {
        var y = apply("conv", x);
        var pooled = apply("pool", y);
        return readsTwice ? Functional.add(mean(pooled), mean(y)) : pooled;
      }

      private static Tensor mean(Tensor images) {
        return Functional.mean(Functional.mean(images, 1), 1);
      }
    }.initialize(1);
  }

  @Test
  void aPlanReadsLikeATable() {
    assertThat(Plan.compile(Nets.MLP.trace()).toString().lines())
        .hasSize(4)
        .anyMatch(line -> line.matches("\\[1, 36\\] +view +0 = Flatten\\[\\]\\(input\\)"))
        .anyMatch(line -> line.matches("\\[1, 20\\] +buffer 1 +2 = Linear\\[activation=GELU.*"));
  }
}
