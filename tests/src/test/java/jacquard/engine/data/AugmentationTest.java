package jacquard.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.op.Golden;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Streams;
import jacquard.kernels.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentationTest {
  private static final Shape SHAPE = Shape.of(5, 7, 2);
  private static final int SIZE = SHAPE.size();
  private static final int OFFSET = 3;

  private final float[] image = Golden.values(1, SIZE, 0.5f, 0.5f);

  static Stream<Augmentation> all() {
    return Stream.of(new HorizontalFlip(1), new RandomCrop(2), new RandomErasing(1));
  }

  @ParameterizedTest
  @MethodSource("all")
  void touchesOneImageOnlyAndRepeats(Augmentation augmentation) {
    for (int sample = 0; sample < 50; sample++) {
      var once = apply(augmentation, sample);
      assertThat(apply(augmentation, sample)).containsExactly(once);
    }
  }

  @Test
  void flipExchangesLeftAndRight() {
    var flipped = apply(new HorizontalFlip(1), 0);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        for (int c = 0; c < 2; c++) {
          assertThat(at(flipped, y, x, c)).isEqualTo(at(image, y, 6 - x, c));
        }
      }
    }
    assertThat(apply(new HorizontalFlip(0), 0)).containsExactly(image);
  }

  @Test
  void flipsAsOftenAsItSays() {
    int flips = 0;
    for (int sample = 0; sample < 2_000; sample++) {
      if (apply(new HorizontalFlip(0.25), sample)[0] != image[0]) flips++;
    }
    assertThat(flips).isBetween(420, 580); // four deviations around 500
  }

  @Test
  void cropIsEveryShiftWithinThePadding() {
    var seen = new HashSet<List<Integer>>();
    for (int sample = 0; sample < 500; sample++) {
      var cropped = apply(new RandomCrop(2), sample);
      var shifts = new ArrayList<List<Integer>>();
      for (int down = -2; down <= 2; down++) {
        for (int right = -2; right <= 2; right++) {
          if (isShift(cropped, down, right)) shifts.add(List.of(down, right));
        }
      }
      assertThat(shifts).hasSize(1);
      seen.addAll(shifts);
    }
    assertThat(seen).hasSize(25);
  }

  private boolean isShift(float[] cropped, int down, int right) {
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        for (int c = 0; c < 2; c++) {
          boolean inside = y + down >= 0 && y + down < 5 && x + right >= 0 && x + right < 7;
          float expected = inside ? at(image, y + down, x + right, c) : 0;
          if (at(cropped, y, x, c) != expected) return false;
        }
      }
    }
    return true;
  }

  @Test
  void paddingMayBeWiderThanTheImage() {
    for (int sample = 0; sample < 100; sample++) {
      assertThat(apply(new RandomCrop(9), sample)).hasSize(SIZE);
    }
  }

  @Test
  void erasesARectangleOfTheRightArea() {
    var square = Shape.of(28, 28, 1);
    for (int sample = 0; sample < 200; sample++) {
      var erased = new float[square.size()];
      Arrays.fill(erased, -1);
      new RandomErasing(1, 0.1, 0.2)
          .apply(erased, 0, square, new float[square.size()], new Philox(1, sample));
      int top = 28;
      int left = 28;
      int bottom = -1;
      int right = -1;
      int count = 0;
      for (int i = 0; i < erased.length; i++) {
        if (erased[i] == -1) continue;
        assertThat(erased[i]).isBetween(0f, 1f);
        top = Math.min(top, i / 28);
        bottom = Math.max(bottom, i / 28);
        left = Math.min(left, i % 28);
        right = Math.max(right, i % 28);
        count++;
      }
      assertThat(count).isEqualTo((bottom - top + 1) * (right - left + 1));
      assertThat(count / 784.0).isBetween(0.08, 0.23); // whole pixels
    }
  }

  @Test
  void impossibleValuesAreRefused() {
    assertThatThrownBy(() -> new HorizontalFlip(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1]");
    assertThatThrownBy(() -> new RandomCrop(0)).hasMessageContaining("padding");
    assertThatThrownBy(() -> new RandomErasing(0.5, 0.3, 0.2)).hasMessageContaining("areas");
  }

  /** The image after the augmentation; what lies around it must not change. */
  private float[] apply(Augmentation augmentation, int sample) {
    var memory = new float[OFFSET + SIZE + 2];
    Arrays.fill(memory, 9);
    System.arraycopy(image, 0, memory, OFFSET, SIZE);
    augmentation.apply(memory, OFFSET, SHAPE, new float[SIZE], Streams.augmentation(1, 0, sample));
    assertThat(memory).startsWith(9, 9, 9).endsWith(9, 9);
    return Arrays.copyOfRange(memory, OFFSET, OFFSET + SIZE);
  }

  private static float at(float[] image, int y, int x, int c) {
    return image[(y * 7 + x) * 2 + c];
  }
}
