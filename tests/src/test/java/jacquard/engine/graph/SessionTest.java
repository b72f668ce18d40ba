package jacquard.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import jacquard.engine.autograd.Autograd;
import jacquard.engine.nn.Module;
import jacquard.engine.op.Call;
import jacquard.engine.op.CustomOp;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  @ParameterizedTest
  @EnumSource
  void runsAllocateNothing(Nets net) {
    var plan = Plan.compile(net.trace(), 0); // 20 samples come in parts
    try (var parallel = Parallel.of(2)) {
      assertRunsAllocateNothing(net, plan.session(20));
      assertRunsAllocateNothing(net, plan.session(20, parallel));
    }
  }

  private static void assertRunsAllocateNothing(Nets net, Session session) {
    var inputs = List.of(net.input(1), net.input(20), net.input(3));
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    long allocated;
    do { // until the kernels are compiled, they allocate vectors
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 30; i++) session.run(inputs.get(i % 3));
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    } while (allocated > 0 && System.nanoTime() < deadline);
    assertThat(allocated).isZero();
  }

  @Test
  void buffersAreUsedAgain() {
    var plan = Plan.compile(Nets.CNN.trace());
    int input = 12 * 12;
    int pooled = 6 * 6 * 8; // by the kernel of the first convolution
    int convolved = 6 * 6 * 16;
    int logits = 10;
    assertThat(plan.bufferBytes(1)).isEqualTo(4 * (input + pooled + convolved + logits));
    assertThat(plan.bufferBytes(64)).isEqualTo(64 * plan.bufferBytes(1));
    assertThat(plan.bufferBytes(100_000)).isBetween(5L << 18, 3L << 19);
  }

  @Test
  void elementwiseOpsWorkInPlace() {
    var plan = Plan.compile(Nets.ATTENTION.trace());
    var buffers = plan.buffers();
    assertThat(buffers.place("softmax")).isEqualTo(buffers.place("pointwise"));
    assertThat(buffers.place("pointwise")).isEqualTo(buffers.place("matMul"));
    var residual = Plan.compile(Nets.RESIDUAL.trace()).buffers();
    assertThat(residual.place("1")).isEqualTo(residual.place("0"));
    assertThat(residual.place("0")).isEqualTo(residual.place("0.body.4"));
    assertThat(residual.place("0.body.4")).isNotEqualTo(residual.place("0.body.2"));
  }

  @Test
  void whatUsersSeeHasItsOwnLength() {
    var session = Plan.compile(Nets.CUSTOM.trace()).session(100);
    for (int batch : new int[] {100, 3}) {
      assertThat(session.run(Nets.CUSTOM.input(batch)).floats()).hasSize(4 * batch);
    }
  }

  @Test
  void arraysAreRunToo() {
    var session = Plan.compile(Nets.MLP.trace()).session(4);
    var x = Nets.MLP.input(3);
    var expected = session.run(x).detach().floats();
    var out = new float[15];
    session.run(x.floats(), 3, out);
    assertThat(out).isEqualTo(expected);
    assertThatThrownBy(() -> session.run(x.floats(), 4, new float[20]))
        .hasMessage("an array of 108 floats cannot hold FLOAT32 [4, 6, 6, 1]");
    assertThatThrownBy(() -> session.run(x.floats(), 3, new float[14]))
        .hasMessage("an array of 14 floats cannot hold FLOAT32 [3, 5]");
  }

  @Test
  void inputsThatDoNotFitAreRefused() {
    var plan = Plan.compile(Nets.MLP.trace());
    var session = plan.session(4);
    assertThatThrownBy(() -> session.run(Nets.MLP.input(5)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("this session takes 1 to 4 samples, not 5");
    assertThatThrownBy(() -> session.run(Tensor.zeros(Shape.of(2, 6, 6))))
        .hasMessage("input 'input' is to be FLOAT32 [2, 6, 6, 1], not FLOAT32 [2, 6, 6]");
    assertThatThrownBy(() -> session.run(Tensor.zeros(Shape.SCALAR)))
        .hasMessage("a scalar is not a batch of samples");
    assertThatThrownBy(() -> session.run(List.of(Nets.MLP.input(1), Nets.MLP.input(1))))
        .hasMessage("the graph has 1 inputs, not 2");
    assertThatThrownBy(() -> plan.session(0))
        .hasMessage("a session takes at least 1 sample, not 0");
    assertThat(session.run(Nets.MLP.input(4)).shape()).isEqualTo(Shape.of(4, 5));
  }

  /** Waits until the test lets it go. */
  public record Wait() implements CustomOp {
    private static final CountDownLatch ENTERED = new CountDownLatch(1);
    private static final CountDownLatch LEAVE = new CountDownLatch(1);

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Call call, List<Tensor> inputs, Tensor output) {
      output.copyFrom(inputs.getFirst());
      if (call.recorded()) return; // traced
      ENTERED.countDown();
      try {
        LEAVE.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
      return new Tensor[] {gradOutput};
    }
  }

  @Test
  void aSecondThreadIsTurnedAway() throws Exception {
    Module model = Nets.function(x -> Autograd.apply(new Wait(), x));
    var session = Plan.compile(Graph.trace(model, Shape.of(2))).session(1);
    var x = Tensor.of(new float[] {1, 2}, 1, 2);
    try (var pool = Executors.newFixedThreadPool(1)) {
      var first = pool.submit(() -> session.run(x).detach().floats());
      Wait.ENTERED.await();
      assertThatThrownBy(() -> session.run(x))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("give each thread its own plan.session(...)");
      Wait.LEAVE.countDown();
      assertThat(first.get()).containsExactly(1, 2);
    }
    assertThat(session.run(x).floats()).containsExactly(1, 2);
  }
}
