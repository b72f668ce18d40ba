package jacquard.bench.contender;

import jacquard.bench.work.GemmWork;
import jacquard.bench.work.Work;
import java.util.Optional;
import org.ejml.EjmlVersion;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;

/** Efficient Java Matrix Library: plain Java. It chooses its algorithm by size itself. */
public final class Ejml implements Contender {
  /** For the service loader. */
  public Ejml() {}

  @Override
  public String name() {
    return "EJML";
  }

  @Override
  public String description() {
    return "EJML " + EjmlVersion.VERSION + ", FDRM";
  }

  @Override
  public Optional<Task> prepare(Work work, int threads) {
    if (!(work instanceof GemmWork gemm)) return Optional.empty();
    var arrays = gemm.arrays();
    boolean transA = gemm.form() == GemmWork.Form.TN;
    boolean transB = gemm.form() == GemmWork.Form.NT;
    var a = matrix(arrays[0], transA ? gemm.k() : gemm.m());
    var b = matrix(arrays[1], transB ? gemm.n() : gemm.k());
    var c = matrix(arrays[2], gemm.m());
    return Optional.of(Task.of(() -> multiply(gemm.form(), threads, a, b, c), c::getData));
  }

  private static FMatrixRMaj matrix(float[] values, int rows) {
    return FMatrixRMaj.wrap(rows, values.length / rows, values);
  }

  private static void multiply(
      GemmWork.Form form, int threads, FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
    if (threads > 1) {
      EjmlConcurrency.setMaxThreads(threads);
      switch (form) {
        case NN, PACKED -> CommonOps_MT_FDRM.mult(a, b, c);
        case TN -> CommonOps_MT_FDRM.multTransA(a, b, c);
        case NT -> CommonOps_MT_FDRM.multTransB(a, b, c);
      }
    } else {
      switch (form) {
        case NN, PACKED -> CommonOps_FDRM.mult(a, b, c);
        case TN -> CommonOps_FDRM.multTransA(a, b, c);
        case NT -> CommonOps_FDRM.multTransB(a, b, c);
      }
    }
  }
}
