package jacquard.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
  private static final Shape SHAPE = Shape.of(2, 3, 4);

  @Test
  void negativeAxesCountFromTheLast() {
    assertThat(SHAPE.dim(-1)).isEqualTo(4);
    assertThat(SHAPE.axis(-3)).isZero();
    assertThat(SHAPE.with(-2, 7)).isEqualTo(Shape.of(2, 7, 4));
    assertThat(SHAPE.without(-1)).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void sizesAndStridesAreRowMajor() {
    assertThat(SHAPE.size()).isEqualTo(24);
    assertThat(SHAPE.strides()).containsExactly(12, 4, 1);
    assertThat(SHAPE.product(1, 3)).isEqualTo(12);
    assertThat(SHAPE.product(1, 1)).isEqualTo(1);
    assertThat(Shape.SCALAR.size()).isEqualTo(1);
    assertThat(Shape.of(3, 0).size()).isZero();
  }

  @Test
  void nobodyCanChangeAShape() {
    int[] dims = {2, 3};
    var shape = Shape.of(dims);
    dims[0] = 9;
    shape.dims()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(shape.toList()).containsExactly(2, 3);
    assertThat(shape).hasToString("[2, 3]").isNotEqualTo(Shape.of(3, 2));
  }

  @Test
  void impossibleShapesAreRefused() {
    assertThatThrownBy(() -> Shape.of(2, -1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[2, -1]");
    assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 16, 1 << 16))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[65536, 65536, 65536]");
    assertThatThrownBy(() -> SHAPE.dim(3))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("no axis 3 in [2, 3, 4]");
    assertThatThrownBy(() -> SHAPE.dim(-4)).isInstanceOf(ShapeException.class);
  }
}
