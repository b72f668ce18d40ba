package jacquard.bench.peers;

import dev.ludovic.netlib.blas.JavaBLAS;
import jacquard.bench.contender.Contender;
import jacquard.bench.contender.Task;
import jacquard.bench.work.GemmWork;
import jacquard.bench.work.Work;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The BLAS in Java that Spark brings: on the Vector API, one thread. */
public final class VectorBlas implements Contender {
  /** Held, or its level would be forgotten: it says which of its parts are there. */
  private static final Logger QUIET = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");

  static {
    QUIET.setLevel(Level.WARNING);
  }

  private final JavaBLAS blas = JavaBLAS.getInstance();

  /** For the service loader. */
  public VectorBlas() {}

  @Override
  public String name() {
    return "VectorBLAS";
  }

  @Override
  public String description() {
    return "netlib " + blas.getClass().getSimpleName() + ", one thread";
  }

  /** BLAS is column-major: the transposed product, {@code C' = B' A'}, is ours. */
  @Override
  public Optional<Task> prepare(Work work, int threads) {
    if (threads > 1 || !(work instanceof GemmWork gemm)) return Optional.empty();
    boolean transA = gemm.form() == GemmWork.Form.TN;
    boolean transB = gemm.form() == GemmWork.Form.NT;
    int m = gemm.m();
    int n = gemm.n();
    int k = gemm.k();
    int lda = transA ? m : k;
    int ldb = transB ? k : n;
    var arrays = gemm.arrays();
    float[] a = arrays[0];
    float[] b = arrays[1];
    float[] c = arrays[2];
    Runnable product =
        () ->
            blas.sgemm(transB ? "T" : "N", transA ? "T" : "N", n, m, k, 1, b, ldb, a, lda, 0, c, n);
    return Optional.of(Task.of(product, () -> c));
  }
}
