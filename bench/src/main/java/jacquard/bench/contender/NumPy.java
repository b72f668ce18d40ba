package jacquard.bench.contender;

import jacquard.bench.work.GemmWork;
import jacquard.bench.work.Work;
import java.util.Map;
import java.util.Optional;

/** NumPy, which hands matrix products to the system's OpenBLAS. */
final class NumPy implements Contender {
  private final NativeHarness harness;

  NumPy(NativeHarness harness) {
    this.harness = harness;
  }

  @Override
  public String name() {
    return "NumPy";
  }

  @Override
  public String description() {
    return "NumPy %s on the system's OpenBLAS, in a process of its own"
        .formatted(harness.version("numpy"));
  }

  @Override
  public Optional<Task> prepare(Work work, int threads) {
    if (!(work instanceof GemmWork gemm)) return Optional.empty();
    Map<String, Object> request =
        Map.of(
            "work",
            "gemm",
            "m",
            gemm.m(),
            "k",
            gemm.k(),
            "n",
            gemm.n(),
            "trans_a",
            gemm.form() == GemmWork.Form.TN,
            "trans_b",
            gemm.form() == GemmWork.Form.NT);
    return Optional.of(harness.prepare(threads, request, gemm.arrays(), gemm.lengths()[2]));
  }
}
