package jacquard.bench.contender;

import jacquard.bench.work.Images;
import jacquard.bench.work.PlanWork;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.Plan;
import jacquard.engine.graph.Session;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;

/** Our plan, from images in the session's own memory, as the peers' are bound once, to logits. */
final class PlanTask implements Task {
  private final Parallel parallel;
  private final Session session;
  private final Tensor input;
  private Tensor logits;

  PlanTask(PlanWork work, Graph graph, int threads, Images images) {
    parallel = Parallel.of(threads);
    session = Plan.compile(graph).session(work.batch(), parallel);
    input = session.input(work.batch());
    var pixels = images.first(work.batch());
    System.arraycopy(pixels, 0, input.floats(), 0, pixels.length);
  }

  @Override
  public void run() {
    logits = session.run(input);
  }

  @Override
  public float[] output() {
    return logits.floats();
  }

  @Override
  public void close() {
    parallel.close();
  }
}
