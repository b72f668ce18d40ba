package jacquard.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
  private final Tensor tensor = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

  @Test
  void factoriesWrapOrFill() {
    float[] values = {1, 2};
    assertThat(Tensor.of(values, 2).floats()).isSameAs(values);
    assertThat(Tensor.of(new int[] {7}, 1).ints()).containsExactly(7);
    assertThat(Tensor.of(new long[] {7}, 1).longs()).containsExactly(7);
    assertThat(Tensor.of(DType.UINT8, new byte[] {-1}, 1).bytes()).containsExactly(-1);
    assertThat(Tensor.full(Shape.of(2), 3).floats()).containsExactly(3, 3);
    assertThat(Tensor.full(Shape.SCALAR, 3).item()).isEqualTo(3);
    assertThat(tensor).hasToString("FLOAT32 [2, 3]");
  }

  @ParameterizedTest
  @EnumSource
  void zerosHoldTheirType(DType dtype) {
    var zeros = Tensor.zeros(dtype, Shape.of(2, 2));
    assertThat(zeros.dtype()).isEqualTo(dtype);
    assertThat(zeros.array()).hasSameClassAs(dtype.newArray(1)).isEqualTo(dtype.newArray(4));
  }

  @Test
  void valuesMustFillTheShape() {
    assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("5", "[2, 3]");
    assertThatThrownBy(() -> Tensor.of(DType.INT32, new byte[4], 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("INT32");
  }

  @Test
  void anotherTypesElementsAreRefusedInASentence() {
    assertThatThrownBy(tensor::ints)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected elements of type int, not FLOAT32 [2, 3]");
    var labels = Tensor.of(new int[] {1}, 1);
    assertThatThrownBy(labels::floats)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("float", "INT32 [1]");
  }

  @Test
  void viewsShareElements() {
    var view = tensor.view(Shape.of(3, 2));
    view.floats()[5] = 9;
    assertThat(tensor.floats()[5]).isEqualTo(9);
    assertThat(view.sharesMemoryWith(tensor)).isTrue();
    assertThatThrownBy(() -> tensor.view(Shape.of(4)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("[2, 3]", "[4]");
  }

  @Test
  void detachedCopiesShareNothing() {
    var copy = tensor.requiresGrad(true).detach();
    copy.floats()[0] = 9;
    assertThat(tensor.floats()[0]).isEqualTo(1);
    assertThat(copy.shape()).isEqualTo(tensor.shape());
    assertThat(copy.sharesMemoryWith(tensor)).isFalse();
    assertThat(copy.requiresGrad()).isFalse();
  }

  @Test
  void copiesNeedEqualShapesAndTypes() {
    var target = Tensor.zeros(Shape.of(2, 3));
    target.copyFrom(tensor);
    assertThat(target.floats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThatThrownBy(() -> Tensor.zeros(Shape.of(3, 2)).copyFrom(tensor))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("[2, 3]", "[3, 2]");
    assertThatThrownBy(() -> Tensor.zeros(DType.INT32, Shape.of(2, 3)).copyFrom(tensor))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("FLOAT32", "INT32");
  }

  @Test
  void itemNeedsOneElement() {
    assertThat(Tensor.of(new float[] {4}, 1, 1).item()).isEqualTo(4);
    assertThatThrownBy(tensor::item)
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[2, 3]");
  }

  @Test
  void gradientsAddUpInMemoryThatIsKept() {
    assertThat(tensor.grad()).isNull();
    var grad = tensor.gradForAccumulation();
    grad.floats()[0] = 3;
    assertThat(tensor.gradForAccumulation()).isSameAs(grad);
    assertThat(tensor.grad().floats()).containsExactly(3, 0, 0, 0, 0, 0);
    tensor.zeroGrad();
    assertThat(tensor.grad()).isNull();
    assertThat(tensor.gradForAccumulation()).isSameAs(grad);
    assertThat(grad.floats()).containsOnly(0);
  }

  @Test
  void integersTakeNoGradients() {
    assertThatThrownBy(() -> Tensor.of(new int[] {1}, 1).requiresGrad(true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("INT32");
  }
}
