package jacquard.kernels;

import static jacquard.kernels.KernelCase.exact;
import static jacquard.kernels.KernelCase.indices;
import static jacquard.kernels.KernelCase.positives;
import static jacquard.kernels.KernelCase.values;
import static java.util.Map.entry;

import jacquard.kernels.KernelCase.Call;
import java.util.Map;
import java.util.Random;

/** Pooling, movement and optimiser steps: bound by memory, and equal in every bit. */
final class MemoryCases {
  static final Map<String, KernelCase> ALL =
      Map.ofEntries(
          entry("Pooling.maxForward/5", exact(2_003, MemoryCases::maxForward)),
          entry("Pooling.maxForward/4", exact(2_003, MemoryCases::maxOfCodes)),
          entry("Pooling.maxBackward/5", exact(2_003, MemoryCases::maxBackward)),
          entry("Pooling.averageForward/5", exact(2_003, MemoryCases::averageForward)),
          entry("Pooling.averageBackward/5", exact(2_003, MemoryCases::averageBackward)),
          entry("Movement.copy/9", exact(9_001, MemoryCases::copy)),
          entry("Movement.fill/4", exact(100_003, MemoryCases::fill)),
          entry("Movement.gather/6", exact(7_001, MemoryCases::gather)),
          entry("Movement.scatterAdd/6", exact(7_001, MemoryCases::scatterAdd)),
          entry("OptimizerUpdate.sgd/11", exact(50_021, MemoryCases::sgd)),
          entry("OptimizerUpdate.adam/13", exact(50_021, MemoryCases::adam)),
          entry("OptimizerUpdate.rmsprop/11", exact(50_021, MemoryCases::rmsprop)));

  private MemoryCases() {}

  /** Two by two, overlapping, gapped and padded windows by turns. */
  private static PoolShape shape(Random random, int channels) {
    return switch (random.nextInt(4)) {
      case 0 -> new PoolShape(3, 7, 6, channels, 2, 2, 2, 2, 0, 0);
      case 1 -> new PoolShape(2, 6, 7, channels, 3, 3, 2, 1, 1, 1);
      case 2 -> new PoolShape(2, 8, 7, channels, 2, 3, 3, 4, 0, 1);
      default -> new PoolShape(2, 5, 4, channels, 5, 4, 1, 1, 0, 0);
    };
  }

  private static int inputs(PoolShape s) {
    return s.n() * s.h() * s.w() * s.c();
  }

  private static int outputs(PoolShape s) {
    return s.n() * s.outH() * s.outW() * s.c();
  }

  private static Call maxForward(Random random, int size) {
    var shape = shape(random, size);
    var x = values(random, inputs(shape));
    x[random.nextInt(x.length)] = Float.NaN;
    var y = new float[outputs(shape)];
    var argmax = new byte[y.length];
    var places = new float[y.length];
    return new Call(
        (tier, workspace) -> {
          tier.pooling().maxForward(shape, x, y, argmax, workspace);
          KernelCase.toFloats(argmax, places);
        },
        y,
        places);
  }

  private static Call maxOfCodes(Random random, int size) {
    var s = shape(random, size);
    var x = new byte[inputs(s)];
    random.nextBytes(x);
    var codes = new byte[outputs(s)];
    var y = new float[codes.length];
    return new Call(
        (tier, ws) -> {
          tier.pooling().maxForward(s, x, codes, ws);
          KernelCase.toFloats(codes, y);
        },
        y);
  }

  private static Call maxBackward(Random random, int size) {
    var shape = shape(random, size);
    var argmax = new byte[outputs(shape)];
    var scalar = new jacquard.kernels.scalar.ScalarTier("oracle").pooling();
    scalar.maxForward(
        shape, values(random, inputs(shape)), new float[argmax.length], argmax, Workspace.inline());
    var dy = values(random, argmax.length);
    var dx = values(random, inputs(shape));
    return new Call((tier, ws) -> tier.pooling().maxBackward(shape, dy, argmax, dx, ws), dx);
  }

  private static Call averageForward(Random random, int size) {
    var shape = shape(random, size);
    var countPadding = random.nextBoolean();
    var x = values(random, inputs(shape));
    var y = new float[outputs(shape)];
    return new Call((tier, ws) -> tier.pooling().averageForward(shape, countPadding, x, y, ws), y);
  }

  private static Call averageBackward(Random random, int size) {
    var shape = shape(random, size);
    var countPadding = random.nextBoolean();
    var dy = values(random, outputs(shape));
    var dx = values(random, inputs(shape));
    return new Call(
        (tier, ws) -> tier.pooling().averageBackward(shape, countPadding, dy, dx, ws), dx);
  }

  /** A permutation of three axes out of a larger box and into one. */
  private static Call copy(Random random, int size) {
    int[] dims = {3, size, 5};
    var order = new Philox(random.nextLong(), 0).permutation(3);
    var xStrides = new int[3];
    int stride = 1;
    for (int axis : order) {
      xStrides[axis] = stride;
      stride *= dims[axis] + (axis == 1 ? 1 : 0);
    }
    int[] yStrides = {(size + 2) * 5, 5, 1};
    var accumulate = random.nextBoolean();
    var x = values(random, 7 + stride);
    var y = values(random, 3 + 3 * yStrides[0]);
    return new Call(
        (tier, ws) -> tier.movement().copy(dims, x, 7, xStrides, y, 3, yStrides, accumulate, ws),
        y);
  }

  private static Call fill(Random random, int size) {
    var y = values(random, size + 3);
    return new Call((tier, ws) -> tier.movement().fill(size, 1.5f, y, ws), y);
  }

  private static Call gather(Random random, int size) {
    var table = values(random, 11 * size);
    var indices = indices(random, 20, 11);
    var y = values(random, 20 * size);
    return new Call((tier, ws) -> tier.movement().gather(20, size, table, indices, y, ws), y);
  }

  private static Call scatterAdd(Random random, int size) {
    var dTable = values(random, 11 * size);
    var indices = indices(random, 20, 11);
    var dy = values(random, 20 * size);
    return new Call(
        (tier, ws) -> tier.movement().scatterAdd(20, size, dy, indices, dTable, ws), dTable);
  }

  private static Call sgd(Random random, int size) {
    var p = values(random, size);
    var g = values(random, size);
    var v = random.nextInt(3) == 0 ? null : values(random, size);
    var nesterov = random.nextBoolean();
    var first = random.nextBoolean();
    return new Call(
        (tier, ws) ->
            tier.optimizerUpdate().sgd(size, p, g, v, 0.01, 0.9, 0.1, 1e-4, nesterov, first, ws),
        p,
        v == null ? p : v);
  }

  private static Call adam(Random random, int size) {
    var p = values(random, size);
    var g = values(random, size);
    var m = values(random, size);
    var v = positives(random, size);
    var decoupled = random.nextBoolean();
    return new Call(
        (tier, ws) ->
            tier.optimizerUpdate()
                .adam(size, p, g, m, v, 1e-3, 0.9, 0.999, 1e-8, 0.01, decoupled, 3, ws),
        p,
        m,
        v);
  }

  private static Call rmsprop(Random random, int size) {
    var p = values(random, size);
    var g = values(random, size);
    var s = positives(random, size);
    var b = random.nextBoolean() ? null : values(random, size);
    return new Call(
        (tier, ws) ->
            tier.optimizerUpdate().rmsprop(size, p, g, s, b, 0.01, 0.99, 1e-8, 1e-4, 0.9, ws),
        p,
        s,
        b == null ? p : b);
  }
}
