package jacquard.fashion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SplitTest {
  /** 200 pictures of each class; the first four pixels hold the picture's number. */
  private static LabeledImages numbered() {
    int count = 2_000;
    var images = new byte[count * 784];
    var labels = new byte[count];
    for (int i = 0; i < count; i++) {
      images[i * 784] = (byte) i;
      images[i * 784 + 1] = (byte) (i >>> 8);
      labels[i] = (byte) (i * 7 % 10);
    }
    return new LabeledImages(images, labels);
  }

  private static int[] numbers(LabeledImages set) {
    var numbers = new int[set.size()];
    for (int i = 0; i < numbers.length; i++) {
      var image = set.image(i);
      numbers[i] = image[0] & 0xFF | (image[1] & 0xFF) << 8;
    }
    return numbers;
  }

  @Test
  void setsAsideEquallyManyOfEachClass() {
    var split = Split.stratified(numbered(), 30);
    assertThat(split.validation().counts()).containsOnly(30);
    assertThat(split.training().counts()).containsOnly(170);
  }

  @Test
  void everyPictureIsInExactlyOnePartInItsOrderWithItsLabel() {
    var split = Split.stratified(numbered(), 30);
    int[] training = numbers(split.training());
    int[] validation = numbers(split.validation());
    assertThat(training).isSorted();
    assertThat(validation).isSorted();
    var all = Arrays.copyOf(training, 2_000);
    System.arraycopy(validation, 0, all, training.length, validation.length);
    assertThat(all).doesNotHaveDuplicates();
    for (int i = 0; i < validation.length; i++) {
      assertThat((int) split.validation().labels()[i]).isEqualTo(validation[i] * 7 % 10);
    }
  }

  @Test
  void isTheSameForEveryoneAndNotTheFirstOnes() {
    int[] first = numbers(Split.stratified(numbered(), 30).validation());
    assertThat(numbers(Split.stratified(numbered(), 30).validation())).isEqualTo(first);
    assertThat(first[299]).isGreaterThan(1_900);
  }

  @Test
  void refusesClassesThatAreTooSmall() {
    assertThatThrownBy(() -> Split.stratified(numbered(), 201))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("class 0 has 200 of 201 pictures");
  }

  @Test
  void labelsAndImagesMustMatch() {
    assertThatThrownBy(() -> new LabeledImages(new byte[784], new byte[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("784 bytes of images do not match 2 labels");
  }
}
