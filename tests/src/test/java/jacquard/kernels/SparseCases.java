package jacquard.kernels;

import static jacquard.kernels.KernelCase.values;
import static jacquard.kernels.KernelCase.within;
import static java.util.Map.entry;

import jacquard.kernels.KernelCase.Call;
import java.util.Map;
import java.util.Random;

/** Products with weights of which most blocks, some or none are zero. */
final class SparseCases {
  static final Map<String, KernelCase> ALL =
      Map.ofEntries(
          entry("Sparse.gemm/6", within(2e-5, 400, SparseCases::gemm)),
          entry("Sparse.forward/6", within(2e-5, 160, SparseCases::forward)));

  private SparseCases() {}

  /** Weights {@code [rows, n]} with blocks of zeros. */
  static float[] blocks(Random random, int rows, int n, double density) {
    var w = values(random, rows * n);
    for (int p = 0; p < rows; p++) {
      for (int j = 0; j < n; j += PackedBlocks.WIDTH) {
        boolean kept = random.nextDouble() < density;
        for (int i = j; !kept && i < Math.min(n, j + PackedBlocks.WIDTH); i++) w[p * n + i] = 0;
      }
    }
    return w;
  }

  private static double density(Random random) {
    return new double[] {0, 0.1, 0.5, 1}[random.nextInt(4)];
  }

  private static Epilogue epilogue(Random random, int columns) {
    var bias = random.nextInt(3) == 0 ? null : values(random, columns);
    return Epilogue.of(bias, random.nextBoolean() ? Unary.RELU : Unary.IDENTITY, 0);
  }

  private static Call gemm(Random random, int size) {
    boolean large = size > 100; // for threads
    int m = random.nextInt(3) == 0 && !large ? 1 : 20 + random.nextInt(2 * size);
    int k = 20 + random.nextInt(2 * size);
    var a = values(random, m * k);
    double density = large ? 1 : density(random);
    var b = PackedBlocks.of(k, size, blocks(random, k, size, density));
    var c = values(random, m * size);
    var epilogue = epilogue(random, size);
    return new Call((tier, ws) -> tier.sparse().gemm(m, a, b, epilogue, c, ws), c);
  }

  private static Call forward(Random random, int size) {
    boolean large = size > 100; // for threads
    int images = 1 + random.nextInt(3);
    int kernel = large ? 3 : 1 + 2 * random.nextInt(2);
    int stride = 1 + random.nextInt(2);
    int c = large ? size : 1 + random.nextInt(size);
    var shape = ConvShape.of(images, 7, 9, c, size, kernel, stride, kernel / 2, 1);
    double density = large ? 1 : density(random);
    var x = values(random, images * 7 * 9 * c);
    var w = PackedBlocks.of(shape, blocks(random, kernel * kernel * c, size, density));
    var y = values(random, images * shape.outH() * shape.outW() * size);
    var epilogue = epilogue(random, size);
    return new Call((tier, ws) -> tier.sparse().forward(shape, x, w, epilogue, y, ws), y);
  }
}
