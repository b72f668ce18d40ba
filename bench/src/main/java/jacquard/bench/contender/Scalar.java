package jacquard.bench.contender;

import jacquard.bench.work.KernelWork;
import jacquard.bench.work.Work;
import jacquard.kernels.scalar.ScalarTier;
import java.util.Optional;

/** Our scalar tier: plain loops, as C2 compiles them. */
public final class Scalar implements Contender {
  /** For the service loader. */
  public Scalar() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public String description() {
    return "our plain loops, one thread";
  }

  @Override
  public Optional<Task> prepare(Work work, int threads) {
    if (threads > 1 || !(work instanceof KernelWork kernel)) return Optional.empty();
    return Optional.of(new KernelTask(kernel, new ScalarTier("a peer"), threads));
  }
}
