package jacquard.bench.contender;

import jacquard.bench.work.Images;
import jacquard.bench.work.Model;
import jacquard.bench.work.PlanWork;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.Plan;
import jacquard.engine.graph.Session;
import jacquard.kernels.Parallel;

/** Our plan, from plain arrays to plain arrays. */
final class PlanTask implements Task {
  private final int batch;
  private final Parallel parallel;
  private final Session session;
  private final float[] input;
  private final float[] logits;

  PlanTask(PlanWork work, Graph graph, int threads, Images images) {
    batch = work.batch();
    parallel = Parallel.of(threads);
    session = Plan.compile(graph).session(batch, parallel);
    input = images.first(batch);
    logits = new float[batch * Model.CLASSES];
  }

  @Override
  public void run() {
    session.run(input, batch, logits);
  }

  @Override
  public float[] output() {
    return logits;
  }

  @Override
  public void close() {
    parallel.close();
  }
}
