package jacquard.bench.contender;

import jacquard.bench.work.ConvolutionWork;
import jacquard.bench.work.KernelWork;
import jacquard.bench.work.PlanWork;
import jacquard.bench.work.TrainWork;
import jacquard.bench.work.Work;
import java.util.Map;
import java.util.Optional;

/** PyTorch without Java in between, at the settings that the harness found best. */
final class PyTorch implements Contender {
  private final NativeHarness harness;

  PyTorch(NativeHarness harness) {
    this.harness = harness;
  }

  @Override
  public String name() {
    return "PyTorch";
  }

  @Override
  public String description() {
    return "PyTorch %s in a process of its own, channels last, best of its optimisers"
        .formatted(harness.version("torch"));
  }

  @Override
  public Optional<Task> prepare(Work work, int threads) {
    return switch (work) {
      case TrainWork train -> Optional.of(train(train, threads));
      case ConvolutionWork convolution -> Optional.of(convolution(convolution, threads));
      case KernelWork _, PlanWork _ -> Optional.empty();
    };
  }

  /** Batches are drawn in an order of its own: the loss is not compared. */
  private Task train(TrainWork train, int threads) {
    Map<String, Object> request =
        Map.of(
            "work",
            "train",
            "network",
            train.model().label(),
            "sgd",
            train.optimizer() == TrainWork.Optimizer.SGD);
    return harness.prepare(threads, request, new float[0][], 0);
  }

  private Task convolution(ConvolutionWork work, int threads) {
    var shape = work.shape();
    Map<String, Object> request =
        Map.of(
            "work", "convolution",
            "pass", work.pass(),
            "n", shape.n(),
            "h", shape.h(),
            "w", shape.w(),
            "c", shape.c(),
            "k", shape.k(),
            "kernel", shape.kh(),
            "groups", shape.groups());
    return harness.prepare(threads, request, work.arrays(), work.lengths()[2]);
  }
}
