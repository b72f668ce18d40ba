package jacquard.bench.peers;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import jacquard.bench.contender.Contender;
import jacquard.bench.contender.Task;
import jacquard.bench.work.ConvolutionWork;
import jacquard.bench.work.GemmWork;
import jacquard.bench.work.KernelWork;
import jacquard.bench.work.PlanWork;
import jacquard.bench.work.TrainWork;
import jacquard.bench.work.Work;
import java.util.Optional;

/**
 * PyTorch's library through Deep Java Library. Images and filters lie in memory with channels last:
 * PyTorch sees that by their strides, and so takes oneDNN's kernels without reordering.
 */
public final class Djl implements Contender {
  private static final String ENGINE = "PyTorch";

  /** For the service loader. */
  public Djl() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }

  @Override
  public String name() {
    return "DJL";
  }

  @Override
  public String description() {
    return "libtorch %s through DJL %s, channels last"
        .formatted(Engine.getEngine(ENGINE).getVersion(), Engine.getDjlVersion());
  }

  @Override
  public Optional<Task> prepare(Work work, int threads) {
    return switch (work) {
      case GemmWork gemm -> Optional.of(new Product(gemm, threads));
      case ConvolutionWork convolution -> convolution(convolution, threads);
      case TrainWork train -> Optional.of(new DjlTraining(train, threads));
      case PlanWork plan when plan.isImported() -> Optional.empty();
      case PlanWork plan -> Optional.of(new DjlPrediction(plan, threads));
      case KernelWork _ -> Optional.empty();
    };
  }

  static NDManager manager() {
    return NDManager.newBaseManager(Device.cpu(), ENGINE);
  }

  /** PyTorch's number of threads is one for the whole process: each run says its own. */
  static void useThreads(int threads) {
    if (JniUtils.getNumThreads() != threads) JniUtils.setNumThreads(threads);
  }

  private static Optional<Task> convolution(ConvolutionWork work, int threads) {
    return work.pass() == ConvolutionWork.Pass.FORWARD
        ? Optional.of(new DjlConvolution(work, threads))
        : Optional.empty();
  }

  private static final class Product implements Task {
    private final int threads;
    private final NDManager manager = manager();
    private final NDArray a;
    private final NDArray b;
    private NDArray c;

    Product(GemmWork work, int threads) {
      this.threads = threads;
      var arrays = work.arrays();
      boolean transA = work.form() == GemmWork.Form.TN;
      boolean transB = work.form() == GemmWork.Form.NT;
      a = matrix(arrays[0], transA, work.m(), work.k());
      b = matrix(arrays[1], transB, work.k(), work.n());
    }

    /** A transposed matrix is a view, which PyTorch hands to its BLAS as it is. */
    private NDArray matrix(float[] values, boolean transposed, int rows, int columns) {
      return transposed
          ? manager.create(values, new Shape(columns, rows)).transpose()
          : manager.create(values, new Shape(rows, columns));
    }

    @Override
    public void run() {
      useThreads(threads);
      if (c != null) c.close();
      c = a.matMul(b);
    }

    @Override
    public float[] output() {
      return c.toFloatArray();
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
