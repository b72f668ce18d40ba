package jacquard.kernels;

import static jacquard.kernels.KernelCase.values;
import static jacquard.kernels.KernelCase.within;
import static java.util.Map.entry;

import jacquard.kernels.KernelCase.Call;
import java.util.Map;
import java.util.Random;

/** Matrix products and convolutions. */
final class ContractionCases {
  /** Chains of a few hundred products; Winograd's transforms lose two more bits. */
  private static final double TOLERANCE = 2e-5;

  static final Map<String, KernelCase> ALL =
      Map.ofEntries(
          entry("Gemm.gemm/17", within(TOLERANCE, 131, ContractionCases::gemm)),
          entry("Gemm.gemm/11", within(TOLERANCE, 131, ContractionCases::packedGemm)),
          entry("Gemm.pack/6", within(TOLERANCE, 131, ContractionCases::packedGemm)),
          entry("Convolution.forward/6", within(TOLERANCE, 67, ContractionCases::forward)),
          entry(
              "Convolution.forwardMaxPool/6",
              within(TOLERANCE, 67, ContractionCases::forwardMaxPool)),
          entry("Convolution.pack/2", within(TOLERANCE, 67, ContractionCases::packedForward)),
          entry(
              "Convolution.backwardData/5", within(TOLERANCE, 67, ContractionCases::backwardData)),
          entry(
              "Convolution.backwardWeights/5",
              within(TOLERANCE, 67, ContractionCases::backwardWeights)));

  private ContractionCases() {}

  private static Epilogue epilogue(Random random, int columns) {
    Unary[] activations = {
      Unary.IDENTITY,
      Unary.RELU,
      Unary.LEAKY_RELU,
      Unary.GELU,
      Unary.SILU,
      Unary.SIGMOID,
      Unary.TANH
    };
    var bias = random.nextInt(3) == 0 ? null : values(random, columns);
    return Epilogue.of(bias, activations[random.nextInt(activations.length)], 0.1f);
  }

  private static Call gemm(Random random, int size) {
    int m = 1 + random.nextInt(2 * size);
    int n = size;
    int k = 1 + random.nextInt(2 * size);
    boolean transA = random.nextBoolean();
    boolean transB = random.nextBoolean();
    boolean accumulate = random.nextBoolean();
    int lda = (transA ? m : k) + 1;
    int ldb = (transB ? k : n) + 2;
    int ldc = n + 3;
    var a = values(random, 5 + lda * (transA ? k : m));
    var b = values(random, 4 + ldb * (transB ? n : k));
    var c = values(random, 3 + ldc * m);
    var epilogue = epilogue(random, n);
    return new Call(
        (tier, ws) ->
            tier.gemm()
                .gemm(
                    transA,
                    transB,
                    m,
                    n,
                    k,
                    a,
                    5,
                    lda,
                    b,
                    4,
                    ldb,
                    c,
                    3,
                    ldc,
                    accumulate,
                    epilogue,
                    ws),
        c);
  }

  private static Call packedGemm(Random random, int size) {
    int m = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(2 * size);
    int k = 1 + random.nextInt(2 * size);
    boolean trans = random.nextBoolean();
    int ldb = (trans ? k : size) + 2;
    var a = values(random, m * k);
    for (int i = 0; i < a.length; i++) a[i] = Math.max(0, a[i]); // as ReLU leaves them
    var b = values(random, 4 + ldb * (trans ? size : k));
    var c = values(random, m * size);
    var epilogue = epilogue(random, size);
    var packed = new PackedMatrix[1];
    return new Call(
        (tier, ws) -> {
          if (packed[0] == null) packed[0] = tier.gemm().pack(trans, k, size, b, 4, ldb);
          tier.gemm().gemm(m, a, 0, k, packed[0], c, 0, size, false, epilogue, ws);
        },
        c);
  }

  /**
   * Depthwise for whole vectors; else plain, strided, grouped, depthwise and pointwise by turns.
   */
  static ConvShape shape(Random random, int size) {
    int images = 1 + random.nextInt(3);
    if (size % 16 == 0) return ConvShape.of(images, 6, 5, size, size, 3, 1, 1, size);
    return switch (random.nextInt(5)) {
      case 0 -> ConvShape.of(images, 8, 9, size, 1 + random.nextInt(40), 3, 1, 1, 1);
      case 1 -> new ConvShape(images, 7, 6, 1 + size / 8, size, 3, 2, 2, 1, 0, 1, 1, 0, 1);
      case 2 -> ConvShape.of(images, 6, 5, 2 * size, 2 * (1 + size / 4), 3, 1, 1, 2);
      case 3 -> ConvShape.of(images, 7, 7, size, size, 3, 1 + random.nextInt(2), 1, size);
      default -> ConvShape.of(images, 5, 4, size, 1 + random.nextInt(30), 1, 1, 0, 1);
    };
  }

  static int inputs(ConvShape s) {
    return s.n() * s.h() * s.w() * s.c();
  }

  static int outputs(ConvShape s) {
    return s.n() * s.outH() * s.outW() * s.k();
  }

  static int weights(ConvShape s) {
    return s.kh() * s.kw() * s.groupC() * s.k();
  }

  private static Call forward(Random random, int size) {
    var shape = shape(random, size);
    var x = values(random, inputs(shape));
    var w = values(random, weights(shape));
    var y = values(random, outputs(shape));
    var epilogue = epilogue(random, shape.k());
    return new Call((tier, ws) -> tier.convolution().forward(shape, x, w, epilogue, y, ws), y);
  }

  private static Call packedForward(Random random, int size) {
    var shape = shape(random, size);
    var x = values(random, inputs(shape));
    var w = values(random, weights(shape));
    var y = values(random, outputs(shape));
    var epilogue = epilogue(random, shape.k());
    var packed = new PackedFilter[1];
    return new Call(
        (tier, ws) -> {
          if (packed[0] == null) packed[0] = tier.convolution().pack(shape, w);
          tier.convolution().forward(shape, x, packed[0], epilogue, y, ws);
        },
        y);
  }

  private static Call forwardMaxPool(Random random, int size) {
    int images = 1 + random.nextInt(3);
    var shape =
        switch (random.nextInt(3)) {
          case 0 -> ConvShape.of(images, 8, 9, 1, size, 3, 1, 1, 1);
          case 1 -> ConvShape.of(images, 7, 7, size, size, 3, 1, 1, size);
          default -> ConvShape.of(images, 6, 9, 16 * (1 + size / 70), 32, 3, 1, 1, 1);
        };
    var x = values(random, inputs(shape));
    var w = values(random, weights(shape));
    var y = values(random, images * (shape.outH() / 2) * (shape.outW() / 2) * shape.k());
    var epilogue = epilogue(random, shape.k());
    var packed = new PackedFilter[1];
    return new Call(
        (tier, ws) -> {
          if (packed[0] == null) packed[0] = tier.convolution().pack(shape, w);
          tier.convolution().forwardMaxPool(shape, x, packed[0], epilogue, y, ws);
        },
        y);
  }

  private static Call backwardData(Random random, int size) {
    var shape = shape(random, size);
    var dy = values(random, outputs(shape));
    var w = values(random, weights(shape));
    var dx = values(random, inputs(shape));
    return new Call((tier, ws) -> tier.convolution().backwardData(shape, dy, w, dx, ws), dx);
  }

  private static Call backwardWeights(Random random, int size) {
    var shape = shape(random, size);
    var x = values(random, inputs(shape));
    var dy = values(random, outputs(shape));
    var dw = values(random, weights(shape));
    return new Call((tier, ws) -> tier.convolution().backwardWeights(shape, x, dy, dw, ws), dw);
  }
}
