package jacquard.kernels;

import static jacquard.kernels.KernelCase.exact;
import static jacquard.kernels.KernelCase.indices;
import static jacquard.kernels.KernelCase.positives;
import static jacquard.kernels.KernelCase.values;
import static jacquard.kernels.KernelCase.within;
import static java.util.Map.entry;

import jacquard.kernels.KernelCase.Call;
import java.util.Map;
import java.util.Random;

/** Reductions, softmax and normalisation: sums over an axis. */
final class RowCases {
  /** The tiers sum in different orders. */
  private static final double TOLERANCE = 1e-5;

  static final Map<String, KernelCase> ALL =
      Map.ofEntries(
          entry("Reduction.sum/6", within(TOLERANCE, 50_001, RowCases::sum)),
          entry("Reduction.max/6", exact(50_001, RowCases::max)),
          entry("Reduction.argmax/6", exact(50_001, RowCases::argmax)),
          entry("Reduction.sumOfSquares/3", within(TOLERANCE, 100_003, RowCases::sumOfSquares)),
          entry("Softmax.softmax/5", within(TOLERANCE, 20_001, RowCases::softmax)),
          entry("Softmax.softmaxBackward/6", within(TOLERANCE, 20_001, RowCases::softmaxBackward)),
          entry("Softmax.logSoftmax/5", within(TOLERANCE, 20_001, RowCases::logSoftmax)),
          entry(
              "Softmax.logSoftmaxBackward/6",
              within(TOLERANCE, 20_001, RowCases::logSoftmaxBackward)),
          entry("Softmax.crossEntropy/8", within(TOLERANCE, 20_001, RowCases::crossEntropy)),
          entry(
              "Softmax.crossEntropyBackward/10", within(TOLERANCE, 20_001, RowCases::lossBackward)),
          entry("Normalization.moments/6", within(TOLERANCE, 3_001, RowCases::moments)),
          entry("Normalization.normalize/10", within(TOLERANCE, 20_001, RowCases::normalize)),
          entry(
              "Normalization.batchNormBackward/12",
              within(TOLERANCE, 3_001, RowCases::batchBackward)),
          entry("Normalization.layerNorm/10", within(TOLERANCE, 20_001, RowCases::layerNorm)),
          entry(
              "Normalization.layerNormBackward/11",
              within(TOLERANCE, 20_001, RowCases::layerBackward)));

  private static final int ROWS = 7;

  private RowCases() {}

  /** The ragged axis is the reduced one or the inner one. */
  private static int length(int size) {
    return size % 2 == 0 ? size : 6;
  }

  private static int inner(int size) {
    return size % 2 == 0 ? 1 + size % 3 : size;
  }

  private static float[] cube(Random random, int size) {
    return values(random, 3 * length(size) * inner(size));
  }

  private static Call sum(Random random, int size) {
    var x = cube(random, size);
    var y = new float[3 * inner(size)];
    return new Call((tier, ws) -> tier.reduction().sum(3, length(size), inner(size), x, y, ws), y);
  }

  private static Call max(Random random, int size) {
    var x = cube(random, size);
    x[random.nextInt(x.length)] = Float.NaN;
    var y = new float[3 * inner(size)];
    return new Call((tier, ws) -> tier.reduction().max(3, length(size), inner(size), x, y, ws), y);
  }

  private static Call argmax(Random random, int size) {
    var x = cube(random, size);
    x[random.nextInt(x.length)] = Float.NaN;
    var y = new int[3 * inner(size)];
    var places = new float[y.length];
    return new Call(
        (tier, ws) -> {
          tier.reduction().argmax(3, length(size), inner(size), x, y, ws);
          KernelCase.toFloats(y, places);
        },
        places);
  }

  private static Call sumOfSquares(Random random, int size) {
    var x = values(random, size);
    var y = new float[1];
    return new Call((tier, ws) -> y[0] = (float) tier.reduction().sumOfSquares(size, x, ws), y);
  }

  private static Call softmax(Random random, int n) {
    var x = values(random, ROWS * n);
    var y = new float[ROWS * n];
    return new Call((tier, ws) -> tier.softmax().softmax(ROWS, n, x, y, ws), y);
  }

  private static Call softmaxBackward(Random random, int n) {
    var y = positives(random, ROWS * n);
    var dy = values(random, ROWS * n);
    var dx = new float[ROWS * n];
    return new Call((tier, ws) -> tier.softmax().softmaxBackward(ROWS, n, y, dy, dx, ws), dx);
  }

  private static Call logSoftmax(Random random, int n) {
    var x = values(random, ROWS * n);
    var y = new float[ROWS * n];
    return new Call((tier, ws) -> tier.softmax().logSoftmax(ROWS, n, x, y, ws), y);
  }

  private static Call logSoftmaxBackward(Random random, int n) {
    var y = values(random, ROWS * n);
    var dy = values(random, ROWS * n);
    var dx = new float[ROWS * n];
    return new Call((tier, ws) -> tier.softmax().logSoftmaxBackward(ROWS, n, y, dy, dx, ws), dx);
  }

  private static Call crossEntropy(Random random, int n) {
    var x = values(random, ROWS * n);
    var labels = indices(random, ROWS, n);
    var losses = new float[ROWS];
    var p = new float[ROWS * n];
    float smoothing = random.nextInt(2) * 0.1f;
    return new Call(
        (tier, ws) -> tier.softmax().crossEntropy(ROWS, n, x, labels, smoothing, losses, p, ws),
        losses,
        p);
  }

  private static Call lossBackward(Random random, int n) {
    var p = positives(random, ROWS * n);
    var labels = indices(random, ROWS, n);
    var dy = values(random, ROWS);
    int stride = random.nextInt(2);
    var dx = new float[ROWS * n];
    return new Call(
        (tier, ws) ->
            tier.softmax().crossEntropyBackward(ROWS, n, p, labels, 0.1f, dy, stride, 0.5f, dx, ws),
        dx);
  }

  private static Call moments(Random random, int c) {
    int rows = 1 + random.nextInt(200);
    var x = values(random, rows * c);
    var mean = new float[c];
    var variance = new float[c];
    return new Call(
        (tier, ws) -> tier.normalization().moments(rows, c, x, mean, variance, ws), mean, variance);
  }

  private static Call normalize(Random random, int c) {
    var x = values(random, ROWS * c);
    var mean = values(random, c);
    var variance = positives(random, c);
    var gamma = values(random, c);
    var beta = values(random, c);
    var y = new float[ROWS * c];
    return new Call(
        (tier, ws) ->
            tier.normalization().normalize(ROWS, c, x, mean, variance, 1e-5f, gamma, beta, y, ws),
        y);
  }

  private static Call batchBackward(Random random, int c) {
    int rows = 2 + random.nextInt(200);
    var x = values(random, rows * c);
    var mean = new float[c];
    var variance = new float[c];
    var scalar = new jacquard.kernels.scalar.ScalarTier("oracle").normalization();
    scalar.moments(rows, c, x, mean, variance, Workspace.inline());
    var gamma = values(random, c);
    var dy = values(random, rows * c);
    var dx = random.nextInt(4) == 0 ? null : new float[rows * c];
    var dGamma = new float[c];
    var dBeta = new float[c];
    return new Call(
        (tier, ws) ->
            tier.normalization()
                .batchNormBackward(
                    rows, c, x, mean, variance, 1e-5f, gamma, dy, dx, dGamma, dBeta, ws),
        dx == null ? dBeta : dx,
        dGamma,
        dBeta);
  }

  private static Call layerNorm(Random random, int c) {
    var x = values(random, ROWS * c);
    var gamma = values(random, c);
    var beta = values(random, c);
    var y = new float[ROWS * c];
    var mean = new float[ROWS];
    var rstd = new float[ROWS];
    return new Call(
        (tier, ws) ->
            tier.normalization().layerNorm(ROWS, c, x, 1e-5f, gamma, beta, y, mean, rstd, ws),
        y,
        mean,
        rstd);
  }

  private static Call layerBackward(Random random, int c) {
    var x = values(random, ROWS * c);
    var gamma = values(random, c);
    var mean = values(random, ROWS);
    var rstd = positives(random, ROWS);
    var dy = values(random, ROWS * c);
    var dx = new float[ROWS * c];
    var dGamma = new float[c];
    var dBeta = new float[c];
    return new Call(
        (tier, ws) ->
            tier.normalization()
                .layerNormBackward(ROWS, c, x, gamma, mean, rstd, dy, dx, dGamma, dBeta, ws),
        dx,
        dGamma,
        dBeta);
  }
}
