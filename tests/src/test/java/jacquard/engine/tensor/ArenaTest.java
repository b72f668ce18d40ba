package jacquard.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArenaTest {
  private static final Shape SHAPE = Shape.of(2, 3);

  private final Arena arena = new Arena();

  private Tensor allocate(DType dtype, Shape shape) {
    return arena.allocate(dtype, shape, null);
  }

  @Test
  void memoryOfAClosedStepIsReusedForTheSameTypeAndLength() {
    arena.open();
    var floats = allocate(DType.FLOAT32, SHAPE).floats();
    var ints = allocate(DType.INT32, SHAPE).ints();
    arena.close();
    arena.open();
    assertThat(allocate(DType.FLOAT32, Shape.of(6, 1)).floats()).isSameAs(floats);
    assertThat(allocate(DType.FLOAT32, SHAPE).floats()).isNotSameAs(floats);
    assertThat(allocate(DType.INT32, SHAPE).ints()).isSameAs(ints);
    assertThat(allocate(DType.FLOAT32, Shape.of(5)).floats()).hasSize(5);
  }

  @Test
  void aRecycledTensorAndItsViewsThrow() {
    arena.open();
    var tensor = allocate(DType.FLOAT32, SHAPE);
    var view = tensor.view(Shape.of(6));
    var copy = tensor.detach();
    arena.close();
    for (var gone : new Tensor[] {tensor, view}) {
      assertThatThrownBy(gone::floats)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("detach()");
    }
    assertThatThrownBy(tensor::detach).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> copy.copyFrom(tensor)).isInstanceOf(IllegalStateException.class);
    assertThat(copy.floats()).hasSize(6);
  }

  @Test
  void aTensorGivenBackEarlyIsReusedInTheSameStep() {
    arena.open();
    var first = allocate(DType.FLOAT32, SHAPE);
    var array = first.floats();
    arena.release(first);
    arena.release(first); // a second time gives nothing back twice
    assertThat(allocate(DType.FLOAT32, SHAPE).floats()).isSameAs(array);
    assertThat(allocate(DType.FLOAT32, SHAPE).floats()).isNotSameAs(array);
    assertThatThrownBy(first::floats).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void outsideAStepMemoryIsTheCollectors() {
    var plain = allocate(DType.FLOAT32, SHAPE);
    arena.open();
    arena.release(plain);
    assertThat(allocate(DType.FLOAT32, SHAPE).floats()).isNotSameAs(plain.floats());
    arena.close();
    assertThat(plain.floats()).hasSize(6);
  }

  @Test
  void stepsDoNotNest() {
    arena.open();
    assertThatThrownBy(arena::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("do not nest");
    assertThat(arena.isOpen()).isTrue();
    arena.close();
    assertThat(arena.isOpen()).isFalse();
  }
}
