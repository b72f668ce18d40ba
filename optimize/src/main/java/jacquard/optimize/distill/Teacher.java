package jacquard.optimize.distill;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.Plan;
import jacquard.engine.graph.Session;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.List;

/** A trained model that answers in evaluation, by its plan. Belongs to one thread. */
final class Teacher {
  private final Plan plan;
  private final Parallel parallel;
  private Session session;

  /** One that returns these values of the graph. */
  Teacher(Graph trained, List<String> values, Parallel parallel) {
    plan = Plan.compile(trained.withOutputs(values));
    this.parallel = parallel;
  }

  /** The values for a batch; they are overwritten by the next answer. */
  List<Tensor> answer(Tensor images) {
    int n = images.dim(0);
    if (session == null || session.maxBatch() < n) session = plan.session(n, parallel);
    return session.run(List.of(images));
  }
}
