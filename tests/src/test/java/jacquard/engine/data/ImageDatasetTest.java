package jacquard.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ImageDatasetTest {
  private static final Shape TWO_CHANNELS = Shape.of(1, 2, 2);

  private final ImageDataset dataset =
      new ImageDataset(
          new byte[] {0, 51, (byte) 255, 102, 1, 2, 3, 4},
          new byte[] {7, (byte) 200},
          TWO_CHANNELS,
          new float[] {0.5f, 0.2f},
          new float[] {0.25f, 0.4f});

  @Test
  void readsUnsignedBytesBetweenZeroAndOne() {
    var values = new float[6];
    dataset.read(0, values, 1);
    assertThat(values).containsExactly(new float[] {0, 0, 0.2f, 1, 0.4f, 0}, within(1e-7f));
    assertThat(dataset.label(1)).isEqualTo(200);
    assertThat(dataset.size()).isEqualTo(2);
  }

  @Test
  void normalizesEachChannel() {
    var values = new float[6];
    dataset.read(0, values, 1);
    dataset.normalize(values, 1);
    assertThat(values).containsExactly(new float[] {0, -2, 0, 2, 0.5f, 0}, within(1e-6f));
  }

  @Test
  void lengthsThatDoNotFitAreRefused() {
    var one = new float[] {1};
    assertThatThrownBy(() -> new ImageDataset(new byte[5], new byte[1], TWO_CHANNELS, one, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 bytes are not 1 images [h, w, c] [1, 2, 2]");
    assertThatThrownBy(() -> new ImageDataset(new byte[4], new byte[1], TWO_CHANNELS, one, one))
        .hasMessageContaining("1 means");
    assertThatThrownBy(() ->
            new ImageDataset(new byte[4], new byte[1], Shape.of(2, 2, 1), one, new float[] {0}))
        .hasMessageContaining("deviation");
  }
}
