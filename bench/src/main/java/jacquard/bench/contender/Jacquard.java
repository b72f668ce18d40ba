package jacquard.bench.contender;

import jacquard.bench.work.Images;
import jacquard.bench.work.KernelWork;
import jacquard.bench.work.PlanWork;
import jacquard.bench.work.TrainWork;
import jacquard.bench.work.Work;
import jacquard.kernels.Kernels;
import java.util.Optional;

/** We. */
public final class Jacquard implements Contender {
  /** The one. */
  public Jacquard() {}

  @Override
  public String name() {
    return "jacquard";
  }

  @Override
  public String description() {
    return Kernels.tier().description();
  }

  @Override
  public Optional<Task> prepare(Work work, int threads) {
    return switch (work) {
      case KernelWork kernel -> Optional.of(new KernelTask(kernel, Kernels.tier(), threads));
      case TrainWork train -> Optional.of(new TrainTask(train, threads, Images.get()));
      case PlanWork plan -> Optional.of(new PlanTask(plan, plan.graph(), threads, Images.get()));
    };
  }
}
