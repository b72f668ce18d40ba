package jacquard.bench.work;

import jacquard.kernels.Epilogue;
import jacquard.kernels.Tier;
import jacquard.kernels.Workspace;

/** Matrix products {@code C[m, n] = op(A)[m, k] op(B)[k, n]} in single precision. */
public enum GemmWork implements KernelWork {
  /** A cube. */
  N64(64, 64, 64, Form.NN),
  /** A cube. */
  N128(128, 128, 128, Form.NN),
  /** A cube. */
  N256(256, 256, 256, Form.NN),
  /** A cube. */
  N512(512, 512, 512, Form.NN),
  /** A cube. */
  N1024(1024, 1024, 1024, Form.NN),
  /** A cube. */
  N2048(2048, 2048, 2048, Form.NN),
  /** A dense layer: 128 images to 256 features. */
  DENSE(128, 784, 256, Form.NN),
  /** Its last layer. */
  LOGITS(128, 256, 10, Form.NN),
  /** The dense layer with one image. */
  VECTOR(1, 784, 256, Form.NN),
  /** A small last layer. */
  SMALL_LOGITS(32, 128, 10, Form.NN),
  /** A convolution's shape. */
  PATCHES(256, 576, 64, Form.NN),
  /** A weight gradient's form: A transposed. */
  N512_TN(512, 512, 512, Form.TN),
  /** A data gradient's form: B transposed. */
  N512_NT(512, 512, 512, Form.NT),
  /** B packed once, as a plan does. */
  DENSE_PACKED(128, 784, 256, Form.PACKED),
  /** One image, B packed once. */
  VECTOR_PACKED(1, 784, 256, Form.PACKED);

  /** How the operands are stored. */
  public enum Form {
    /** Both row-major. */
    NN(""),
    /** A is stored as {@code [k, m]}. */
    TN(" A transposed"),
    /** B is stored as {@code [n, k]}. */
    NT(" B transposed"),
    /** Both row-major, B constant: it may be laid out beforehand. */
    PACKED(" B packed");

    private final String suffix;

    Form(String suffix) {
      this.suffix = suffix;
    }
  }

  private final int m;
  private final int k;
  private final int n;
  private final Form form;

  GemmWork(int m, int k, int n, Form form) {
    this.m = m;
    this.k = k;
    this.n = n;
    this.form = form;
  }

  /** Rows of A and C. */
  public int m() {
    return m;
  }

  /** Columns of A, rows of B. */
  public int k() {
    return k;
  }

  /** Columns of B and C. */
  public int n() {
    return n;
  }

  /** How the operands are stored. */
  public Form form() {
    return form;
  }

  @Override
  public String family() {
    return "gemm";
  }

  @Override
  public String label() {
    return "%dx%dx%d%s".formatted(m, k, n, form.suffix);
  }

  @Override
  public Cost cost() {
    return Cost.of(2.0 * m * k * n, 4.0 * (m * k + k * n + m * n));
  }

  @Override
  public Unit unit() {
    return Unit.GFLOPS;
  }

  @Override
  public int[] lengths() {
    return new int[] {m * k, k * n, m * n};
  }

  @Override
  public Runnable bind(Tier tier, float[][] arrays, Workspace workspace) {
    var gemm = tier.gemm();
    float[] a = arrays[0];
    float[] b = arrays[1];
    float[] c = arrays[2];
    if (form == Form.PACKED) {
      var packed = gemm.pack(false, k, n, b, 0, n);
      return () -> gemm.gemm(m, a, 0, k, packed, c, 0, n, false, Epilogue.NONE, workspace);
    }
    boolean transA = form == Form.TN;
    boolean transB = form == Form.NT;
    int lda = transA ? m : k;
    int ldb = transB ? k : n;
    return () ->
        gemm.gemm(
            transA,
            transB,
            m,
            n,
            k,
            a,
            0,
            lda,
            b,
            0,
            ldb,
            c,
            0,
            n,
            false,
            Epilogue.NONE,
            workspace);
  }
}
