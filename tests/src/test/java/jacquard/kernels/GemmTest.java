package jacquard.kernels;

import static jacquard.kernels.KernelCase.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jacquard.kernels.scalar.ScalarGemm;
import jacquard.kernels.vector.VectorGemm;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every output is one chain of fused multiply-adds, so all products have the same bits. */
class GemmTest {
  private static final int[] SIZES = {1, 2, 3, 5, 7, 15, 16, 17, 31, 33, 64, 67, 130};
  private static final Unary[] ACTIVATIONS = {Unary.IDENTITY, Unary.RELU, Unary.LEAKY_RELU};

  private final Gemm scalar = new ScalarGemm();
  private final Gemm vector = new VectorGemm();
  private final Workspace workspace = Workspace.inline();

  /** Arguments of a product; the arrays start late and may have gaps between their rows. */
  private record Product(
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      float[] a,
      int lda,
      float[] b,
      int ldb,
      float[] c,
      int ldc,
      boolean accumulate,
      Epilogue epilogue) {
    private static final int A = 5;
    private static final int B = 4;
    private static final int C = 3;

    static Product of(Random random, int m, int n, int k) {
      boolean transA = random.nextBoolean();
      boolean transB = random.nextBoolean();
      int lda = (transA ? m : k) + random.nextInt(3);
      int ldb = (transB ? k : n) + random.nextInt(3);
      int ldc = n + random.nextInt(3);
      var bias = random.nextBoolean() ? values(random, 1 + n) : null;
      var activation = ACTIVATIONS[random.nextInt(ACTIVATIONS.length)];
      return new Product(
          transA,
          transB,
          m,
          n,
          k,
          values(random, A + lda * (transA ? k : m)),
          lda,
          values(random, B + ldb * (transB ? n : k)),
          ldb,
          values(random, C + ldc * m),
          ldc,
          random.nextBoolean(),
          new Epilogue(bias, 1, activation, 0.1f));
    }

    float[] with(Gemm gemm, Workspace workspace) {
      var out = c.clone();
      gemm.gemm(
          transA,
          transB,
          m,
          n,
          k,
          a,
          A,
          lda,
          b,
          B,
          ldb,
          out,
          C,
          ldc,
          accumulate,
          epilogue,
          workspace);
      return out;
    }

    float[] packed(Gemm gemm, Workspace workspace) {
      var out = c.clone();
      var panels = gemm.pack(transB, k, n, b, B, ldb);
      gemm.gemm(m, a, A, lda, panels, out, C, ldc, accumulate, epilogue, workspace);
      return out;
    }

    double exactly(int i, int j) {
      double sum = accumulate ? c[C + i * ldc + j] : 0;
      for (int p = 0; p < k; p++) {
        double left = a[A + (transA ? p * lda + i : i * lda + p)];
        sum += left * b[B + (transB ? j * ldb + p : p * ldb + j)];
      }
      if (epilogue.bias() != null) sum += epilogue.bias()[1 + j];
      return switch (epilogue.activation()) {
        case RELU -> Math.max(sum, 0);
        case LEAKY_RELU -> sum > 0 ? sum : 0.1f * sum;
        default -> sum;
      };
    }
  }

  @Test
  void scalarAgreesWithDoublePrecision() {
    var random = new Random(1);
    for (int round = 0; round < 100; round++) {
      var product = Product.of(random, size(random), size(random), size(random));
      var c = product.with(scalar, workspace);
      for (int i = 0; i < product.m; i++) {
        for (int j = 0; j < product.n; j++) {
          float actual = c[Product.C + i * product.ldc + j];
          assertEquals(product.exactly(i, j), actual, 1e-6 * (product.k + 2), product.toString());
        }
      }
    }
  }

  @Test
  void vectorHasTheBitsOfScalarOnRaggedSizes() {
    var random = new Random(2);
    for (int round = 0; round < 400; round++) {
      compare(Product.of(random, size(random), size(random), size(random)));
    }
  }

  @Test
  void vectorHasTheBitsOfScalarOnNarrowSizes() {
    var random = new Random(4);
    for (int round = 0; round < 100; round++) {
      compare(Product.of(random, size(random), 1 + random.nextInt(12), size(random)));
    }
  }

  /** Longer and wider than the blocks that fit the caches. */
  @ParameterizedTest
  @CsvSource({"9, 70, 1100", "70, 300, 520", "3, 2100, 65", "1, 1000, 700", "70, 10, 1100"})
  void vectorHasTheBitsOfScalarAcrossBlocks(int m, int n, int k) {
    var random = new Random(3);
    for (int round = 0; round < 4; round++) compare(Product.of(random, m, n, k));
  }

  private void compare(Product product) {
    var expected = product.with(scalar, workspace);
    assertArrayEquals(expected, product.with(vector, workspace), product.toString());
    if (product.transA) return;
    assertArrayEquals(expected, product.packed(scalar, workspace), product.toString());
    assertArrayEquals(expected, product.packed(vector, workspace), product.toString());
  }

  @ParameterizedTest
  @CsvSource({"130, 150, 140", "1000, 10, 90", "5, 1100, 300", "64, 64, 600"})
  void threadsDoNotChangeABit(int m, int n, int k) {
    var random = new Random(4);
    for (int threads = 2; threads <= 3; threads++) {
      try (var parallel = Parallel.of(threads)) {
        var several = new Workspace(parallel);
        for (int round = 0; round < 4; round++) {
          var product = Product.of(random, m, n, k);
          var one = product.with(vector, workspace);
          assertArrayEquals(one, product.with(vector, several));
          assertArrayEquals(one, product.with(scalar, several));
          if (!product.transA) assertArrayEquals(one, product.packed(vector, several));
        }
      }
    }
  }

  @Test
  void aRowOfManyZerosHasTheBitsThatItHasAmongOtherRows() {
    var random = new Random(4);
    int k = 200;
    int n = 150;
    float[] a = values(random, 9 * k);
    for (int i = 0; i < a.length; i++) a[i] = Math.max(0, a[i]);
    float[] b = values(random, k * n);
    assertRowsStandAlone(k, n, a, b);
    a[2 * k + 7] = 0;
    b[7 * n + 3] = Float.POSITIVE_INFINITY; // times zero is NaN, in any row
    assertRowsStandAlone(k, n, a, b);
  }

  private void assertRowsStandAlone(int k, int n, float[] a, float[] b) {
    int m = a.length / k;
    var packed = vector.pack(false, k, n, b, 0, n);
    var together = new float[m * n];
    vector.gemm(m, a, 0, k, packed, together, 0, n, false, Epilogue.NONE, workspace);
    var alone = new float[m * n];
    for (int i = 0; i < m; i++) {
      vector.gemm(1, a, i * k, k, packed, alone, i * n, n, false, Epilogue.NONE, workspace);
    }
    assertArrayEquals(together, alone);
  }

  @Test
  void withoutProductsTheEpilogueIsLeft() {
    var c = new float[] {1, 2, 3, 4, 5, 6};
    var bias = new float[] {10, 20, 30};
    for (var gemm : new Gemm[] {scalar, vector}) {
      var out = c.clone();
      multiplyNothing(gemm, out, true, Epilogue.bias(bias));
      assertArrayEquals(new float[] {11, 22, 33, 14, 25, 36}, out);
      multiplyNothing(gemm, out, false, Epilogue.NONE);
      assertArrayEquals(new float[6], out);
    }
  }

  private void multiplyNothing(Gemm gemm, float[] c, boolean accumulate, Epilogue epilogue) {
    var empty = new float[0];
    gemm.gemm(
        false, false, 2, 3, 0, empty, 0, 0, empty, 0, 3, c, 0, 3, accumulate, epilogue, workspace);
  }

  private static int size(Random random) {
    return SIZES[random.nextInt(SIZES.length)];
  }
}
