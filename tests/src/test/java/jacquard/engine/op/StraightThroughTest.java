package jacquard.engine.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** To codes and back: what the values become, and where gradients pass. */
class StraightThroughTest {
  /** The case's op, completed to a pair of quantize and dequantize, by its definition. */
  static void check(OpCase test) {
    switch ((Quantization) test.op()) {
      case Quantize op -> checkPair(test, op);
      case DynamicQuantize op -> checkRows(test, op);
      case Binarize op -> checkSigns(test, op);
      case Dequantize _ -> {} // alone it has nothing to train
    }
  }

  private static void checkSigns(OpCase test, Binarize op) {
    var x = test.inputs().getFirst();
    x.zeroGrad();
    var y = Autograd.apply(new Dequantize(0), Autograd.apply(op, x), Tensor.full(Shape.of(1), 2));
    var gradient = gradient(y.shape());
    Autograd.backward(y, gradient);
    for (int i = 0; i < x.size(); i++) {
      float value = x.floats()[i];
      assertThat(y.floats()[i]).isEqualTo(value < 0 ? -2 : 2);
      assertThat(x.grad().floats()[i]).isEqualTo(Math.abs(value) <= 1 ? gradient.floats()[i] : 0);
    }
  }

  private static void checkRows(OpCase test, DynamicQuantize op) {
    var x = test.inputs().getFirst();
    x.zeroGrad();
    var y = Autograd.apply(op, x);
    var gradient = gradient(y.shape());
    Autograd.backward(y, gradient);
    assertThat(x.grad().floats()).isEqualTo(gradient.floats());
    int n = x.size() / x.dim(0);
    for (int row = 0; row < x.size(); row += n) {
      float largest = 0;
      for (int i = row; i < row + n; i++) largest = Math.max(largest, Math.abs(x.floats()[i]));
      float step = largest / 127;
      for (int i = row; i < row + n; i++) {
        assertThat(y.floats()[i]).isEqualTo((float) Math.rint(x.floats()[i] / step) * step);
      }
    }
  }

  private static Tensor gradient(Shape shape) {
    var gradient = Tensor.zeros(shape);
    var random = new Random(3);
    for (int i = 0; i < gradient.size(); i++) gradient.floats()[i] = random.nextFloat();
    return gradient;
  }

  private static void checkPair(OpCase test, Quantize op) {
    var x = test.inputs().get(0);
    var scale = test.inputs().get(1);
    x.zeroGrad();
    var codes = Autograd.apply(op, x, scale);
    var y = Autograd.apply(new Dequantize(op.zeroPoint()), codes, scale);
    var gradient = gradient(y.shape());
    Autograd.backward(y, gradient);
    for (int i = 0; i < x.size(); i++) {
      float step = scale.floats()[scale.size() == 1 ? 0 : i % scale.size()];
      double code = Math.rint(x.floats()[i] / step) + op.zeroPoint();
      double cut = Math.clamp(code, op.min(), op.max());
      assertThat(codes.bytes()[i]).isEqualTo((byte) cut);
      assertThat(y.floats()[i]).isEqualTo((float) (cut - op.zeroPoint()) * step);
      assertThat(x.grad().floats()[i]).isEqualTo(code == cut ? gradient.floats()[i] : 0);
    }
  }

  @Test
  void halvesGoToTheEvenCode() {
    var x = Tensor.of(new float[] {0.5f, 1.5f, 2.5f, -0.5f, -1.5f, 126.5f, 300, -300}, 8);
    var codes = Autograd.apply(Quantize.symmetric(8), x, Tensor.full(Shape.of(1), 1));
    assertThat(codes.dtype()).isEqualTo(DType.INT8);
    assertThat(codes.bytes()).containsExactly(0, 2, 2, 0, -2, 126, 127, -127);
  }

  @Test
  void threeValuesAreTheCodesOfTwoBits() {
    var x = Tensor.of(new float[] {-9, -0.6f, -0.4f, 0.4f, 0.6f}, 5);
    var codes = Autograd.apply(Quantize.symmetric(2), x, Tensor.full(Shape.of(1), 1));
    assertThat(codes.bytes()).containsExactly(-1, -1, 0, 0, 1);
  }

  @Test
  void codesOutsideAByteAndScalesOfAnotherLengthAreRefused() {
    assertThatThrownBy(() -> new Quantize(0, -129, 127)).hasMessageContaining("-129");
    assertThatThrownBy(() -> new Quantize(5, -4, 4)).hasMessageContaining("zero point 5");
    assertThatThrownBy(() -> new Dequantize(128)).hasMessageContaining("128");
    var x = Tensor.zeros(Shape.of(2, 3));
    var scale = Tensor.full(Shape.of(2), 1);
    assertThatThrownBy(() -> Autograd.apply(Quantize.symmetric(8), x, scale))
        .hasMessageContaining("[2]")
        .hasMessageContaining("[2, 3]");
  }
}
