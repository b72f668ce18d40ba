package jacquard.bench.peers;

import jacquard.bench.contender.Contender;
import jacquard.bench.contender.Task;
import jacquard.bench.work.GemmWork;
import jacquard.bench.work.KernelWork;
import jacquard.bench.work.PlanWork;
import jacquard.bench.work.TrainWork;
import jacquard.bench.work.Work;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j on ND4J's native backend. */
public final class Dl4j implements Contender {
  private static final String VERSION = "1.0.0-M2.1";

  /** For the service loader. */
  public Dl4j() {}

  @Override
  public String name() {
    return "Deeplearning4j";
  }

  @Override
  public String description() {
    return "Deeplearning4j %s on %s, column-major matrices"
        .formatted(VERSION, Nd4j.getBackend().getClass().getSimpleName());
  }

  @Override
  public Optional<Task> prepare(Work work, int threads) {
    return switch (work) {
      case GemmWork gemm -> Optional.of(product(gemm, threads));
      case TrainWork train -> Optional.of(new Dl4jTraining(train, threads));
      case KernelWork _, PlanWork _ -> Optional.empty();
    };
  }

  /** The number of threads is one for the whole process: each run says its own. */
  static void useThreads(int threads) {
    var environment = Nd4j.getEnvironment();
    if (environment.maxMasterThreads() == threads) return;
    environment.setMaxThreads(threads);
    environment.setMaxMasterThreads(threads);
  }

  private static Task product(GemmWork work, int threads) {
    var arrays = work.arrays();
    boolean transA = work.form() == GemmWork.Form.TN;
    boolean transB = work.form() == GemmWork.Form.NT;
    var a = matrix(arrays[0], transA ? work.k() : work.m());
    var b = matrix(arrays[1], transB ? work.n() : work.k());
    var c = Nd4j.create(new int[] {work.m(), work.n()}, 'f');
    Runnable product =
        () -> {
          useThreads(threads);
          Nd4j.gemm(a, b, c, transA, transB, 1, 0);
        };
    return Task.of(product, () -> c.dup('c').data().asFloat());
  }

  private static INDArray matrix(float[] values, int rows) {
    return Nd4j.create(values, new int[] {rows, values.length / rows}, 'c').dup('f');
  }
}
