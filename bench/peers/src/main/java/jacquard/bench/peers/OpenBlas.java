package jacquard.bench.peers;

import jacquard.bench.contender.Contender;
import jacquard.bench.contender.Task;
import jacquard.bench.work.GemmWork;
import jacquard.bench.work.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/** OpenBLAS through JavaCPP, on memory outside the heap. */
public final class OpenBlas implements Contender {
  /** For the service loader. */
  public OpenBlas() {}

  @Override
  public String name() {
    return "OpenBLAS";
  }

  @Override
  public String description() {
    try {
      return "OpenBLAS %s through JavaCPP".formatted(Loader.getVersion("org.bytedeco", "openblas"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Task> prepare(Work work, int threads) {
    return work instanceof GemmWork gemm
        ? Optional.of(new Product(gemm, threads))
        : Optional.empty();
  }

  private static final class Product implements Task {
    private final GemmWork work;
    private final int threads;
    private final FloatPointer a;
    private final FloatPointer b;
    private final FloatPointer c;

    Product(GemmWork work, int threads) {
      this.work = work;
      this.threads = threads;
      var arrays = work.arrays();
      a = new FloatPointer(arrays[0]);
      b = new FloatPointer(arrays[1]);
      c = new FloatPointer(arrays[2]);
    }

    @Override
    public void run() {
      if (openblas.blas_get_num_threads() != threads) openblas.blas_set_num_threads(threads);
      boolean transA = work.form() == GemmWork.Form.TN;
      boolean transB = work.form() == GemmWork.Form.NT;
      openblas.cblas_sgemm(
          openblas.CblasRowMajor,
          transA ? openblas.CblasTrans : openblas.CblasNoTrans,
          transB ? openblas.CblasTrans : openblas.CblasNoTrans,
          work.m(),
          work.n(),
          work.k(),
          1,
          a,
          transA ? work.m() : work.k(),
          b,
          transB ? work.k() : work.n(),
          0,
          c,
          work.n());
    }

    @Override
    public float[] output() {
      var values = new float[work.m() * work.n()];
      c.get(values);
      return values;
    }

    @Override
    public void close() {
      a.close();
      b.close();
      c.close();
    }
  }
}
