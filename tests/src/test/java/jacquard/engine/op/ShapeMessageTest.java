package jacquard.engine.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs that do not fit: the message shows all that clashes. */
class ShapeMessageTest {
  private record Misfit(Op op, List<Shape> inputs, String... shown) {}

  private static Shape shape(int... dims) {
    return Shape.of(dims);
  }

  private static Misfit misfit(Op op, Shape a, Shape b) {
    return new Misfit(op, List.of(a, b), a.toString(), b.toString());
  }

  private static Misfit misfit(Op op, Shape x, String attribute) {
    return new Misfit(op, List.of(x), x.toString(), attribute);
  }

  static Stream<Misfit> misfits() {
    var c = shape(5);
    return Stream.of(
        misfit(new Arithmetic(Binary.ADD), shape(2, 3), shape(2, 4)),
        misfit(new Linear(), shape(2, 3), shape(4, 5)),
        misfit(new Linear(), shape(2, 3), shape(3)),
        new Misfit(
            new Linear(), List.of(shape(2, 3), shape(3, 5), shape(4)), "bias [4]", "5 output"),
        misfit(new MatMul(), shape(2, 3), shape(4, 5)),
        misfit(new MatMul(true, false), shape(2, 3), shape(3, 5)),
        misfit(new MatMul(), shape(2, 3, 4), shape(3, 4, 5)),
        misfit(new MatMul(), shape(3), shape(3, 5)),
        misfit(new Conv2d(1, 0, 1), shape(1, 4, 4, 3), shape(3, 3, 4, 8)),
        misfit(new Conv2d(1, 0, 3), shape(1, 4, 4, 3), shape(3, 3, 1, 8)),
        misfit(new Conv2d(1, 0, 1), shape(4, 4, 3), shape(3, 3, 3, 8)),
        misfit(new Conv2d(0, 0, 1), shape(1, 4, 4, 3), shape(3, 3, 3, 8)),
        misfit(new Conv2d(1, 0, 1), shape(1, 2, 4, 3), shape(3, 3, 3, 8)),
        new Misfit(
            new BatchNorm2d(0.1f, 0), List.of(shape(2, 4), c, c, c, c), "[2, 4]", c.toString()),
        new Misfit(new LayerNorm(0), List.of(shape(2, 4), c, c), "[2, 4]", c.toString()),
        misfit(new CrossEntropy(0), shape(3, 10), shape(4)),
        misfit(new CrossEntropy(0), shape(10), shape(1)),
        misfit(new Concat(0), shape(2, 3), shape(2, 4)),
        misfit(new Concat(1), shape(2, 3), shape(2)),
        new Misfit(new Embedding(), List.of(shape(7), shape(2)), "[7]"),
        misfit(new MaxPool2d(Window.square(3, 1, 0)), shape(1, 2, 4, 3), "3x3"),
        misfit(new AvgPool2d(Window.square(2, 0, 0), true), shape(1, 4, 4, 3), "positive"),
        misfit(new MaxPool2d(Window.square(2, 1, 2)), shape(1, 4, 4, 3), "padding"),
        misfit(new MaxPool2d(Window.GLOBAL), shape(4, 4, 3), "[n, h, w, c]"),
        misfit(new Reshape(List.of(4, 2)), shape(2, 3), "[4, 2]"),
        misfit(new Reshape(List.of(-1, 4)), shape(2, 3), "[-1, 4]"),
        misfit(new Reshape(List.of(-1, -1)), shape(2, 3), "[-1, -1]"),
        misfit(new Permute(List.of(0, 0)), shape(2, 3), "[0, 0]"),
        misfit(new Permute(List.of(0, 2)), shape(2, 3), "[0, 2]"),
        misfit(new Permute(List.of(0)), shape(2, 3), "[0]"),
        misfit(new Pad(List.of(1), List.of(1), 0), shape(2, 3), "[1]"),
        misfit(new Slice(1, 2, 5, 1), shape(2, 3), "from 2 to 5"),
        misfit(new Slice(1, 2, 2, 1), shape(2, 3), "from 2 to 2"),
        misfit(new Slice(1, 0, 2, 0), shape(2, 3), "by 0"),
        misfit(new Reduce(Reduce.Kind.SUM, 2, false), shape(2, 3), "axis 2"),
        misfit(new ArgMax(-3), shape(2, 3), "axis -3"),
        misfit(new Softmax(false), Shape.SCALAR, "axis -1"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void theMessageShowsWhatClashes(Misfit misfit) {
    var inputs = misfit.inputs().stream().map(Tensor::zeros).toArray(Tensor[]::new);
    assertThatThrownBy(() -> Autograd.apply(misfit.op(), inputs))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(misfit.op().name() + ": ")
        .hasMessageContainingAll(misfit.shown());
  }

  @Test
  void labelsAndIndicesOutOfRangeAreNamed() {
    var logits = Tensor.zeros(shape(2, 10));
    for (int label : new int[] {10, -1}) {
      var labels = Tensor.of(new int[] {1, label}, 2);
      assertThatThrownBy(() -> Autograd.apply(new CrossEntropy(0), logits, labels))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContainingAll("label " + label, "sample 1", "10 classes");
      assertThatThrownBy(() -> Autograd.apply(new Embedding(), logits, labels))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContainingAll("" + label, "2 rows");
    }
  }

  @Test
  void attributesOutOfRangeAreRefused() {
    for (float bad : new float[] {1, -0.1f, Float.NaN}) {
      assertThatThrownBy(() -> new CrossEntropy(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("[0, 1)", "" + bad);
      assertThatThrownBy(() -> new Dropout(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("[0, 1)", "" + bad);
    }
  }

  @Test
  void elementsOfTheWrongTypeAreRefused() {
    var pixels = Tensor.of(DType.UINT8, new byte[6], 2, 3);
    assertThatThrownBy(() -> Autograd.apply(new Linear(), pixels, Tensor.zeros(shape(3, 4))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("float", "UINT8 [2, 3]");
  }
}
