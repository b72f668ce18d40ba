package jacquard.kernels;

import static jacquard.kernels.KernelCase.exact;
import static jacquard.kernels.KernelCase.positives;
import static jacquard.kernels.KernelCase.toFloats;
import static jacquard.kernels.KernelCase.values;
import static jacquard.kernels.KernelCase.within;
import static java.util.Map.entry;

import jacquard.kernels.KernelCase.Call;
import java.util.Map;
import java.util.Random;

/** 8-bit codes: exact, but for products with floats. */
final class Int8Cases {
  static final Map<String, KernelCase> ALL =
      Map.ofEntries(
          entry("Int8.quantize/9", exact(400, Int8Cases::quantize)),
          entry("Int8.quantizeBackward/10", exact(400, Int8Cases::quantizeBackward)),
          entry("Int8.dequantize/7", exact(400, Int8Cases::dequantize)),
          entry("Int8.round/5", exact(400, Int8Cases::round)),
          entry("Int8.roundedGemm/7", exact(131, Int8Cases::roundedGemm)),
          entry("Int8.gemm/8", exact(131, Int8Cases::gemm)),
          entry("Int8.gemm/9", exact(131, Int8Cases::requantizedGemm)),
          entry("Int8.gemm/7", within(2e-5, 131, Int8Cases::weightOnlyGemm)),
          entry("Int8.pack/3", exact(131, Int8Cases::gemm)),
          entry("Int8.forward/8", exact(67, Int8Cases::forward)),
          entry("Int8.forward/9", exact(67, Int8Cases::requantizedForward)),
          entry("Int8.pack/2", exact(67, Int8Cases::forward)));

  private Int8Cases() {}

  /** Of any value, or in one case of three of the extremes alone, whose sums are the largest. */
  private static byte[] codes(Random random, int n) {
    var codes = new byte[n];
    random.nextBytes(codes);
    if (random.nextInt(3) > 0) return codes;
    for (int i = 0; i < n; i++) codes[i] = (byte) (random.nextInt(8) == 0 ? 127 : -128);
    return codes;
  }

  private static int zeroPoint(Random random) {
    return new int[] {0, -128, 127, 5}[random.nextInt(4)];
  }

  private static float[] scale(Random random, int n) {
    return positives(random, random.nextBoolean() ? n : 1);
  }

  private static Call quantizeBackward(Random random, int size) {
    var x = values(random, 300 * size);
    for (int i = 0; i < x.length; i++) x[i] *= 100;
    var scale = scale(random, size);
    int zeroPoint = zeroPoint(random);
    var dy = values(random, x.length);
    var dx = values(random, x.length);
    x[0] = Float.NaN;
    return new Call(
        (tier, ws) ->
            tier.int8().quantizeBackward(300, size, x, scale, zeroPoint, -128, 127, dy, dx, ws),
        dx);
  }

  /** The values lie within and beyond the codes, and half of them halfway between two. */
  private static Call quantize(Random random, int size) {
    var x = values(random, 300 * size);
    var scale = scale(random, size);
    for (int i = 0; i < x.length; i++) {
      float step = scale[scale.length == 1 ? 0 : i % size];
      x[i] = random.nextBoolean() ? 80 * x[i] : step * (Math.round(80 * x[i]) + 0.5f);
    }
    x[0] = Float.NaN;
    x[x.length - 1] = Float.POSITIVE_INFINITY;
    int zeroPoint = zeroPoint(random);
    int min = random.nextBoolean() ? -128 : -127;
    var codes = new byte[x.length];
    var y = new float[x.length];
    return new Call(
        (tier, ws) -> {
          tier.int8().quantize(300, size, x, scale, zeroPoint, min, 127, codes, ws);
          toFloats(codes, y);
        },
        y);
  }

  private static Call dequantize(Random random, int size) {
    var codes = codes(random, 300 * size);
    var scale = scale(random, size);
    int zeroPoint = zeroPoint(random);
    var y = new float[codes.length];
    return new Call(
        (tier, ws) -> tier.int8().dequantize(300, size, codes, scale, zeroPoint, y, ws), y);
  }

  /** One row is zeros, whose step cannot be found. */
  private static float[] rows(Random random, int rows, int n) {
    var x = values(random, rows * n);
    int zeros = random.nextInt(rows) * n;
    for (int i = zeros; i < zeros + n; i++) x[i] = 0;
    return x;
  }

  private static Call round(Random random, int size) {
    var x = rows(random, 300, size);
    var y = values(random, x.length);
    return new Call((tier, ws) -> tier.int8().round(300, size, x, y, ws), y);
  }

  private static Epilogue epilogue(Random random, int columns) {
    var bias = random.nextInt(3) == 0 ? null : values(random, columns);
    return Epilogue.of(bias, random.nextBoolean() ? Unary.RELU : Unary.IDENTITY, 0);
  }

  /** A product of ragged size; one in three of few rows, one in three of long sums. */
  private static final class Product {
    final int m;
    final int n;
    final int k;
    final byte[] w;
    final float[] factor;
    final Epilogue epilogue;
    private PackedCodes packed;

    Product(Random random, int size) {
      m = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1 + random.nextInt(2 * size);
      n = size;
      k = random.nextInt(3) == 0 ? 500 + random.nextInt(700) : 1 + random.nextInt(2 * size);
      w = codes(random, k * n);
      factor = positives(random, n);
      epilogue = epilogue(random, n);
    }

    PackedCodes packed(Tier tier) {
      if (packed == null) packed = tier.int8().pack(k, n, w);
      return packed;
    }
  }

  private static Call gemm(Random random, int size) {
    var p = new Product(random, size);
    var x = codes(random, p.m * p.k);
    int zero = zeroPoint(random);
    var y = values(random, p.m * p.n);
    return new Call(
        (tier, ws) -> tier.int8().gemm(p.m, x, zero, p.packed(tier), p.factor, p.epilogue, y, ws),
        y);
  }

  private static Call requantizedGemm(Random random, int size) {
    var p = new Product(random, size);
    var x = codes(random, p.m * p.k);
    int zero = zeroPoint(random);
    float step = random.nextFloat(100, 4000);
    var requantization = new Requantization(step, zeroPoint(random), -128, 127);
    var codes = new byte[p.m * p.n];
    var y = new float[codes.length];
    return new Call(
        (tier, ws) -> {
          tier.int8()
              .gemm(p.m, x, zero, p.packed(tier), p.factor, p.epilogue, requantization, codes, ws);
          toFloats(codes, y);
        },
        y);
  }

  private static Call roundedGemm(Random random, int size) {
    var p = new Product(random, size);
    var x = rows(random, p.m, p.k);
    var y = values(random, p.m * p.n);
    return new Call(
        (tier, ws) -> tier.int8().roundedGemm(p.m, x, p.packed(tier), p.factor, p.epilogue, y, ws),
        y);
  }

  private static Call weightOnlyGemm(Random random, int size) {
    var p = new Product(random, size);
    var x = values(random, p.m * p.k);
    var y = values(random, p.m * p.n);
    return new Call(
        (tier, ws) -> tier.int8().gemm(p.m, x, p.packed(tier), p.factor, p.epilogue, y, ws), y);
  }

  /** A convolution of ragged size. */
  private static final class Convolved {
    final ConvShape shape;
    final byte[] x;
    final int zero;
    final byte[] w;
    final float[] factor;
    final Epilogue epilogue;
    private PackedFilter packed;

    Convolved(Random random, int size) {
      shape = ContractionCases.shape(random, size);
      x = codes(random, ContractionCases.inputs(shape));
      w = codes(random, ContractionCases.weights(shape));
      zero = zeroPoint(random);
      factor = positives(random, shape.k());
      epilogue = epilogue(random, shape.k());
    }

    PackedFilter packed(Tier tier) {
      if (packed == null) packed = tier.int8().pack(shape, w);
      return packed;
    }
  }

  private static Call forward(Random random, int size) {
    var c = new Convolved(random, size);
    var y = values(random, ContractionCases.outputs(c.shape));
    return new Call(
        (tier, ws) ->
            tier.int8().forward(c.shape, c.x, c.zero, c.packed(tier), c.factor, c.epilogue, y, ws),
        y);
  }

  private static Call requantizedForward(Random random, int size) {
    var c = new Convolved(random, size);
    var to = new Requantization(random.nextFloat(100, 4000), zeroPoint(random), -128, 127);
    var codes = new byte[ContractionCases.outputs(c.shape)];
    var y = new float[codes.length];
    return new Call(
        (tier, ws) -> {
          tier.int8()
              .forward(c.shape, c.x, c.zero, c.packed(tier), c.factor, c.epilogue, to, codes, ws);
          toFloats(codes, y);
        },
        y);
  }
}
