package jacquard.engine.op;

import static jacquard.engine.op.OpCase.distinct;
import static jacquard.engine.op.OpCase.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;
import jacquard.kernels.Unary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ops compute, element by element, from their definitions. */
class OpForwardTest {
  /** An element's value, from its index. */
  @FunctionalInterface
  private interface Element {
    double at(int[] index);
  }

  private static void check(Tensor actual, Element expected, int... dims) {
    assertThat(actual.shape()).isEqualTo(Shape.of(dims));
    var index = new int[dims.length];
    for (int i = 0; i < actual.size(); i++) {
      int rest = i;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        index[axis] = rest % dims[axis];
        rest /= dims[axis];
      }
      assertThat((double) actual.floats()[i])
          .as("%s", (Object) index)
          .isCloseTo(expected.at(index), within(1e-5));
    }
  }

  private static float at(Tensor x, int... index) {
    var strides = x.shape().strides();
    int offset = 0;
    for (int i = 0; i < index.length; i++) offset += index[i] * strides[i];
    return x.floats()[offset];
  }

  private final Tensor x = distinct(2, 3, 4);

  @Test
  void arithmeticBroadcasts() {
    var b = input(3, 1);
    var y = Autograd.apply(new Arithmetic(Binary.SUB), x, b);
    check(y, i -> at(x, i) - at(b, i[1], 0), 2, 3, 4);
    var z = Autograd.apply(new Arithmetic(Binary.MAX), b, x);
    check(z, i -> Math.max(at(x, i), at(b, i[1], 0)), 2, 3, 4);
  }

  @Test
  void equalsShareTheGradientOfAMaximum() {
    var a = Tensor.of(new float[] {1, 2, 3}, 3).requiresGrad(true);
    var b = Tensor.of(new float[] {1, 5, 0}, 3).requiresGrad(true);
    var y = Autograd.apply(new Arithmetic(Binary.MAX), a, b);
    Autograd.backward(Autograd.apply(new Reduce(Reduce.Kind.SUM, 0, false), y));
    assertThat(a.grad().floats()).containsExactly(0.5f, 0, 1);
    assertThat(b.grad().floats()).containsExactly(0.5f, 1, 0);
    var c = Tensor.of(new float[] {4, 1, 4}, 3).requiresGrad(true);
    Autograd.backward(Autograd.apply(new Reduce(Reduce.Kind.MAX, 0, false), c));
    assertThat(c.grad().floats()).containsExactly(0.5f, 0, 0.5f);
  }

  @Test
  void productsTransposeEitherSide() {
    var a = input(2, 3, 4);
    var b = input(2, 5, 3);
    var y = Autograd.apply(new MatMul(true, true), a, b); // [2, 4, 3] x [2, 3, 5]
    check(
        y,
        i -> {
          double sum = 0;
          for (int k = 0; k < 3; k++) sum += at(a, i[0], k, i[1]) * at(b, i[0], i[2], k);
          return sum;
        },
        2,
        4,
        5);
  }

  @Test
  void linearActsOnTheLastAxis() {
    var w = input(4, 5);
    var bias = input(5);
    var y = Autograd.apply(new Linear(Unary.RELU, 0), x, w, bias);
    check(
        y,
        i -> {
          double sum = at(bias, i[2]);
          for (int k = 0; k < 4; k++) sum += at(x, i[0], i[1], k) * at(w, k, i[2]);
          return Math.max(0, sum);
        },
        2,
        3,
        5);
  }

  @Test
  void convolutionSlidesOverThePaddedImage() {
    var image = input(2, 5, 4, 4);
    var w = input(3, 2, 2, 6);
    var bias = input(6);
    var op = new Conv2d(2, 1, 1, 0, 2, 1, 2, Unary.IDENTITY, 0);
    check(
        Autograd.apply(op, image, w, bias),
        i -> {
          double sum = at(bias, i[3]);
          for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 2; c++) {
              int row = 2 * i[1] - 1 + r;
              int column = i[2] + c;
              if (row < 0 || row >= 5 || column >= 4) continue;
              for (int k = 0; k < 2; k++) {
                sum += at(image, i[0], row, column, i[3] / 3 * 2 + k) * at(w, r, c, k, i[3]);
              }
            }
          }
          return sum;
        },
        2,
        3,
        4,
        6);
  }

  @Test
  void poolsSummariseTheirWindows() {
    var image = distinct(1, 4, 4, 2);
    var window = Window.square(2, 2, 0);
    check(
        Autograd.apply(new MaxPool2d(window), image),
        i -> {
          double max = Double.NEGATIVE_INFINITY;
          for (int k = 0; k < 4; k++) {
            max = Math.max(max, at(image, 0, 2 * i[1] + k / 2, 2 * i[2] + k % 2, i[3]));
          }
          return max;
        },
        1,
        2,
        2,
        2);
    var ones = Tensor.full(Shape.of(1, 3, 3, 1), 1);
    var padded = Window.square(2, 2, 1);
    check(
        Autograd.apply(new AvgPool2d(padded, true), ones),
        i -> (i[1] == 0 ? 0.5 : 1) * (i[2] == 0 ? 0.5 : 1),
        1,
        2,
        2,
        1);
    check(Autograd.apply(new AvgPool2d(padded, false), ones), _ -> 1, 1, 2, 2, 1);
  }

  @Test
  void movementsPutElementsWhereTheySay() {
    check(Autograd.apply(new Permute(List.of(2, 0, 1)), x), i -> at(x, i[1], i[2], i[0]), 4, 2, 3);
    check(Autograd.apply(new Slice(-1, 1, 4, 2), x), i -> at(x, i[0], i[1], 1 + 2 * i[2]), 2, 3, 2);
    check(
        Autograd.apply(new Pad(List.of(0, 1, 0), List.of(0, 0, 2), 7), x),
        i -> i[1] == 0 || i[2] > 3 ? 7 : at(x, i[0], i[1] - 1, i[2]),
        2,
        4,
        6);
    var tail = input(2, 3, 2);
    check(
        Autograd.apply(new Concat(-1), x, tail),
        i -> i[2] < 4 ? at(x, i) : at(tail, i[0], i[1], i[2] - 4),
        2,
        3,
        6);
    check(Autograd.apply(new Reshape(List.of(-1, 2)), x), i -> x.floats()[2 * i[0] + i[1]], 12, 2);
    check(Autograd.apply(new Flatten(), x), i -> x.floats()[12 * i[0] + i[1]], 2, 12);
    var indices = Tensor.of(new int[] {1, 0, 1}, 3);
    var table = input(2, 5);
    check(
        Autograd.apply(new Embedding(), table, indices),
        i -> at(table, indices.ints()[i[0]], i[1]),
        3,
        5);
  }

  @Test
  void reductionsRemoveOrKeepTheirAxis() {
    check(
        Autograd.apply(new Reduce(Reduce.Kind.SUM, 1, false), x),
        i -> at(x, i[0], 0, i[1]) + at(x, i[0], 1, i[1]) + at(x, i[0], 2, i[1]),
        2,
        4);
    check(
        Autograd.apply(new Reduce(Reduce.Kind.MEAN, 0, true), x),
        i -> (at(x, 0, i[1], i[2]) + at(x, 1, i[1], i[2])) / 2,
        1,
        3,
        4);
    check(
        Autograd.apply(new Reduce(Reduce.Kind.MAX, -3, false), x),
        i -> Math.max(at(x, 0, i[0], i[1]), at(x, 1, i[0], i[1])),
        3,
        4);
    var winners = Autograd.apply(new ArgMax(0), x);
    assertThat(winners.dtype()).isEqualTo(DType.INT32);
    for (int i = 0; i < 12; i++) {
      int expected = x.floats()[12 + i] > x.floats()[i] ? 1 : 0;
      assertThat(winners.ints()[i]).isEqualTo(expected);
    }
  }
}
