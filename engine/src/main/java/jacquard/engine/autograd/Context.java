package jacquard.engine.autograd;

import jacquard.engine.tensor.Arena;
import jacquard.engine.tensor.Streams;
import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * What ops need besides their inputs: threads, memory, training or evaluation, and the random
 * stream. It is bound for the time of a call, never global:
 *
 * <pre>{@code
 * var context = Context.of(Parallel.of(2)).training(seed);
 * float loss = context.step(0, () -> { ...; return loss.item(); });
 * }</pre>
 *
 * <p>Where none is bound, each thread has a plain one: evaluation, one thread, gradients recorded.
 * Contexts derived from one another share memory and belong to one thread at a time.
 */
public final class Context {
  private static final ScopedValue<Context> BOUND = ScopedValue.newInstance();
  private static final ThreadLocal<Context> PLAIN =
      ThreadLocal.withInitial(() -> of(Parallel.inline()));

  /** What derived contexts share. */
  private static final class Shared {
    final Workspace workspace;
    final Arena arena = new Arena();
    final Deque<String> layers = new ArrayDeque<>();
    long step;
    int draws;
    long nodes;

    Shared(Workspace workspace) {
      this.workspace = workspace;
    }
  }

  /**
   * How a context differs from those that share its memory.
   *
   * @param training training instead of evaluation
   * @param gradients ops on tensors that require gradients are recorded
   * @param tracing every op is recorded
   */
  private record Mode(boolean training, boolean gradients, boolean tracing, long seed) {}

  private final Shared shared;
  private final Mode mode;

  private Context(Shared shared, Mode mode) {
    this.shared = shared;
    this.mode = mode;
  }

  /** A context for evaluation that records gradients. */
  public static Context of(Parallel parallel) {
    return new Context(new Shared(new Workspace(parallel)), new Mode(false, true, false, 0));
  }

  /** The context bound by the caller, or the thread's plain one. */
  public static Context current() {
    return BOUND.isBound() ? BOUND.get() : PLAIN.get();
  }

  /** This context in training mode; {@code seed} determines every random draw. */
  public Context training(long seed) {
    return new Context(shared, new Mode(true, mode.gradients, mode.tracing, seed));
  }

  /** This context in evaluation mode. */
  public Context evaluation() {
    return new Context(shared, new Mode(false, mode.gradients, mode.tracing, mode.seed));
  }

  /** This context without recording. */
  public Context withoutGradients() {
    return new Context(shared, new Mode(mode.training, false, false, mode.seed));
  }

  /** This context recording every op, for {@code Graph.trace}. */
  public Context tracing() {
    return new Context(shared, new Mode(mode.training, mode.gradients, true, mode.seed));
  }

  /** Runs the body in this context. */
  public <T> T call(Supplier<T> body) {
    return ScopedValue.where(BOUND, this).call(body::get);
  }

  /** Runs the body in this context. */
  public void run(Runnable body) {
    ScopedValue.where(BOUND, this).run(body);
  }

  /**
   * Runs the body as a step: tensors made in it are recycled when it returns, and random draws
   * depend on the seed and the step's number alone.
   *
   * @return what the body returns; a tensor only if {@code detach}ed
   */
  public <T> T step(long step, Supplier<T> body) {
    shared.arena.open();
    shared.step = step;
    shared.draws = 0;
    try {
      return call(body);
    } finally {
      shared.arena.close();
    }
  }

  /** Whether this is training. */
  public boolean isTraining() {
    return mode.training;
  }

  /** Threads and scratch memory. */
  public Workspace workspace() {
    return shared.workspace;
  }

  /** The memory of tensors. */
  public Arena arena() {
    return shared.arena;
  }

  /** Runs the body as part of a layer, which messages and graphs then name. */
  public <T> T inLayer(String name, Supplier<T> body) {
    shared.layers.addLast(name);
    try {
      return body.get();
    } finally {
      shared.layers.removeLast();
    }
  }

  /** The path of the layer that is running, for example {@code "features.0"}; may be empty. */
  public String layer() {
    return String.join(".", shared.layers);
  }

  boolean records(boolean requiresGrad) {
    return mode.tracing || (mode.gradients && requiresGrad);
  }

  long seed() {
    return mode.seed;
  }

  /** The stream of the next op that draws: the step's number and how many drew before. */
  long nextStream() {
    return Streams.dropout(shared.step, shared.draws++);
  }

  /**
   * The ordinal of the next node: above those of its inputs, which another context may have
   * recorded (the clock of Lamport 1978).
   */
  long nextNode(long latestInput) {
    shared.nodes = Math.max(shared.nodes, latestInput + 1);
    return shared.nodes++;
  }
}
