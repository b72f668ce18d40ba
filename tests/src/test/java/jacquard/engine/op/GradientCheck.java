package jacquard.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.Context;
import jacquard.engine.autograd.NoGrad;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;

/**
 * Holds an op's backward to finite differences of its forward.
 *
 * <p>The output is projected on a random vector {@code r} (in double precision), each input in turn
 * is moved along random directions {@code d} of signs, and the slope of {@code r . y(x + t d)} at
 * {@code t = 0} is compared with {@code gradient . d}, where the gradient is that of the
 * projection. The slope is taken from four points, {@code t = +-H} and {@code +-2H}, with an error
 * of order {@code H^4}: so H can be large enough for float32, whose rounding is divided by it.
 *
 * <p>All memory that the op is given holds NaN at first: what it does not write shows.
 */
final class GradientCheck {
  private static final float H = 0x1p-6f;
  private static final int DIRECTIONS = 4;

  /** Relative to the gradient's norm, which is the deviation of its products with signs. */
  private static final double TOLERANCE = 2e-4;

  /** What float32 may add to the slope, relative to the projected output: some 2^-24 / H. */
  private static final double NOISE = 0x1p-22 / H;

  private static final int STEP = 3;
  private static final int SMALL = 256;

  private final OpCase test;
  private final Context context;
  private final Random random = new Random(42);
  private final Tensor[] inputs;
  private final Shape shape;
  private final Tensor projection;

  private GradientCheck(OpCase test) {
    this.test = test;
    var context = Context.of(Parallel.inline());
    this.context = test.training() ? context.training(11) : context;
    inputs = test.inputs().toArray(Tensor[]::new);
    shape = test.op().shape(test.inputs().stream().map(Tensor::shape).toList());
    projection = Tensor.zeros(shape);
    for (int i = 0; i < shape.size(); i++) projection.floats()[i] = random.nextFloat(-1, 1);
  }

  /** Fails if a gradient is wrong. */
  static void run(OpCase test) {
    new GradientCheck(test).run();
  }

  private void run() {
    poison();
    var gradients = gradients();
    double noise = NOISE * deviation();
    var largest =
        Arrays.stream(gradients).filter(Objects::nonNull).mapToDouble(GradientCheck::norm);
    assertTrue(largest.max().orElse(0) > 0, "this case checks nothing: no input has a gradient");
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i].requiresGrad()) check(i, gradients[i], noise);
      else assertEquals(null, gradients[i], "input " + i + " takes no gradient");
    }
    checkEachAlone(gradients);
  }

  private void poison() {
    context.step(
        0,
        () -> {
          for (int n = 1; n <= SMALL; n++) poison(Shape.of(n));
          for (var input : inputs) poison(input.shape());
          poison(shape);
          return null;
        });
  }

  private void poison(Shape shape) {
    for (int i = 0; i < 4; i++) {
      Arrays.fill(context.arena().allocate(DType.FLOAT32, shape, null).floats(), Float.NaN);
    }
  }

  /** What autograd finds; {@code null} where there is none. */
  private float[][] gradients() {
    for (var input : inputs) input.zeroGrad();
    context.step(
        STEP,
        () -> {
          Autograd.backward(Autograd.apply(test.op(), inputs), projection);
          return null;
        });
    return Arrays.stream(inputs)
        .map(input -> input.grad() == null ? null : input.grad().floats().clone())
        .toArray(float[][]::new);
  }

  /** The same bits come where other inputs ask for no gradient. */
  private void checkEachAlone(float[][] gradients) {
    var asked = Arrays.stream(inputs).filter(Tensor::requiresGrad).toList();
    if (asked.size() < 2) return;
    for (var one : asked) {
      for (var other : asked) other.requiresGrad(other == one);
      int i = Arrays.asList(inputs).indexOf(one);
      assertArrayEquals(gradients[i], gradients()[i], "input " + i + " alone");
    }
    for (var input : asked) input.requiresGrad(true);
  }

  private void check(int input, float[] gradient, double noise) {
    double norm = norm(gradient);
    var x = inputs[input].floats();
    for (int k = 0; k < DIRECTIONS; k++) {
      var direction = signs(x.length);
      double expected = slope(x, direction);
      double actual = 0;
      for (int i = 0; i < x.length; i++) actual += (double) gradient[i] * direction[i];
      assertEquals(expected, actual, TOLERANCE * norm + noise, "slope along input " + input);
    }
  }

  private int[] signs(int n) {
    return random.ints(n, 0, 2).map(bit -> 2 * bit - 1).toArray();
  }

  private double slope(float[] x, int[] direction) {
    double near = moved(x, direction, H) - moved(x, direction, -H);
    double far = moved(x, direction, 2 * H) - moved(x, direction, -2 * H);
    return (8 * near - far) / (12 * H);
  }

  private double moved(float[] x, int[] direction, float step) {
    var original = x.clone();
    for (int i = 0; i < x.length; i++) x[i] += step * direction[i];
    double value = Arrays.stream(projected()).sum();
    System.arraycopy(original, 0, x, 0, x.length);
    return value;
  }

  /** Rounding errors of the outputs add up like a random walk. */
  private double deviation() {
    return Math.sqrt(Arrays.stream(projected()).map(v -> v * v).sum());
  }

  private double[] projected() {
    return context.step(
        STEP,
        () -> {
          var y = NoGrad.call(() -> Autograd.apply(test.op(), inputs)).floats();
          var r = projection.floats();
          var products = new double[y.length];
          for (int i = 0; i < y.length; i++) products[i] = (double) r[i] * y[i];
          return products;
        });
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float v : values) squares += (double) v * v;
    return Math.sqrt(squares);
  }
}
