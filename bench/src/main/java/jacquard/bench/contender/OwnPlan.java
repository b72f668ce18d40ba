package jacquard.bench.contender;

import jacquard.bench.work.Images;
import jacquard.bench.work.PlanWork;
import jacquard.bench.work.Work;
import java.util.Optional;

/**
 * We again where a model came from a file: the same model, made of our layers. Where in memory
 * weights come to lie matters as well: one plan of {@code mlp}, made ten times in one process, took
 * from 6.9 to 9.2 us for an image, each for good.
 */
public final class OwnPlan implements Contender {
  /** For the service loader. */
  public OwnPlan() {}

  @Override
  public String name() {
    return "own plan";
  }

  @Override
  public String description() {
    return "the plan of the same model made of our layers, beside the one that was imported";
  }

  @Override
  public Optional<Task> prepare(Work work, int threads) {
    if (!(work instanceof PlanWork plan) || !plan.isImported()) return Optional.empty();
    return Optional.of(new PlanTask(plan, plan.rebuilt(), threads, Images.get()));
  }
}
