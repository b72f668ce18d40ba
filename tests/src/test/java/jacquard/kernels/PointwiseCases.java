package jacquard.kernels;

import static jacquard.kernels.KernelCase.exact;
import static jacquard.kernels.KernelCase.positives;
import static jacquard.kernels.KernelCase.values;
import static jacquard.kernels.KernelCase.within;
import static java.util.Map.entry;

import jacquard.kernels.KernelCase.Call;
import java.util.Map;
import java.util.Random;

/** Element-wise functions: every operation of an enum in one call. */
final class PointwiseCases {
  /** Polynomials of a few units in the last place, on both sides. */
  private static final double TOLERANCE = 2e-6;

  static final Map<String, KernelCase> ALL =
      Map.ofEntries(
          entry("Elementwise.unary/6", within(TOLERANCE, 70_001, PointwiseCases::unary)),
          entry(
              "Elementwise.unaryBackward/8",
              within(TOLERANCE, 70_001, PointwiseCases::unaryBackward)),
          entry("Elementwise.binary/6", exact(70_001, PointwiseCases::binary)),
          entry("Elementwise.binary/8", exact(30_001, PointwiseCases::broadcast)),
          entry("Elementwise.equal/5", exact(70_001, PointwiseCases::equal)),
          entry("Elementwise.dropout/7", exact(70_001, PointwiseCases::dropout)),
          entry("Elementwise.axpby/6", within(TOLERANCE, 70_001, PointwiseCases::axpby)));

  private PointwiseCases() {}

  private static float[] domain(Unary op, Random random, int size) {
    return switch (op) {
      case LOG, SQRT, RECIPROCAL -> positives(random, size);
      default -> values(random, size);
    };
  }

  private static Call unary(Random random, int size) {
    var ops = Unary.values();
    var x = new float[ops.length][];
    var y = new float[ops.length][size];
    for (var op : ops) x[op.ordinal()] = domain(op, random, size);
    return new Call(
        (tier, ws) -> {
          for (int i = 0; i < ops.length; i++) {
            tier.elementwise().unary(ops[i], 0.3f, size, x[i], y[i], ws);
          }
        },
        y);
  }

  private static Call unaryBackward(Random random, int size) {
    var ops = Unary.values();
    var scalar = new jacquard.kernels.scalar.ScalarTier("oracle").elementwise();
    var x = new float[ops.length][];
    var y = new float[ops.length][size];
    var dy = values(random, size);
    var dx = new float[ops.length][size];
    for (var op : ops) {
      int i = op.ordinal();
      x[i] = domain(op, random, size);
      scalar.unary(op, 0.3f, size, x[i], y[i], Workspace.inline());
      if (Elementwise.backwardReadsOutput(op)) x[i] = null;
      else y[i] = null;
    }
    return new Call(
        (tier, ws) -> {
          for (int i = 0; i < ops.length; i++) {
            tier.elementwise().unaryBackward(ops[i], 0.3f, size, x[i], y[i], dy, dx[i], ws);
          }
        },
        dx);
  }

  private static Call binary(Random random, int size) {
    var ops = Binary.values();
    var a = values(random, size);
    var b = values(random, size);
    if (size > 1) a[random.nextInt(size)] = Float.NaN;
    var y = new float[ops.length][size];
    return new Call(
        (tier, ws) -> {
          for (int i = 0; i < ops.length; i++) {
            tier.elementwise().binary(ops[i], size, a, b, y[i], ws);
          }
        },
        y);
  }

  /** A repeated row, a repeated column, a repeated image. */
  private static Call broadcast(Random random, int size) {
    var ops = Binary.values();
    int[] dims = {2, 3, size};
    int[] full = {3 * size, size, 1};
    int[][] repeated = {{0, 0, 1}, {3, 1, 0}, {0, size, 1}, {0, 0, 0}};
    var strides = repeated[random.nextInt(repeated.length)];
    boolean left = random.nextBoolean();
    var a = values(random, 6 * size);
    var b = values(random, 6 * size);
    var y = new float[ops.length][6 * size];
    return new Call(
        (tier, ws) -> {
          for (int i = 0; i < ops.length; i++) {
            tier.elementwise()
                .binary(ops[i], dims, a, left ? strides : full, b, left ? full : strides, y[i], ws);
          }
        },
        y);
  }

  private static Call equal(Random random, int size) {
    var a = values(random, size);
    var b = a.clone();
    for (int i = 0; i < size; i += 3)
      b[i] = random.nextInt(2) == 0 ? Float.NaN : random.nextFloat();
    var y = new float[size];
    return new Call((tier, ws) -> tier.elementwise().equal(size, a, b, y, ws), y);
  }

  private static Call dropout(Random random, int size) {
    long seed = random.nextLong();
    var x = values(random, size);
    var y = new float[size];
    return new Call((tier, ws) -> tier.elementwise().dropout(0.4f, seed, 9, size, x, y, ws), y);
  }

  private static Call axpby(Random random, int size) {
    var x = values(random, size);
    var y = values(random, size);
    return new Call((tier, ws) -> tier.elementwise().axpby(size, 0.7f, x, -0.4f, y, ws), y);
  }
}
