package jacquard.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.kernels.Philox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamsTest {
  @Test
  void everyPurposeHasDrawsOfItsOwn() {
    var draws = new ArrayList<Long>();
    for (int i = 0; i < 4; i++) {
      draws.add(first(Streams.initialization(1, i)));
      draws.add(first(Streams.shuffle(1, i)));
      for (int j = 0; j < 4; j++) {
        draws.add(first(new Philox(1, Streams.dropout(i, j))));
        draws.add(first(Streams.augmentation(1, i, j)));
      }
    }
    draws.add(first(Streams.split(1)));
    assertThat(draws).doesNotHaveDuplicates();
  }

  @Test
  void theSeedDecidesTheDraws() {
    assertThat(first(Streams.shuffle(1, 2))).isEqualTo(first(Streams.shuffle(1, 2)));
    assertThat(List.of(first(Streams.shuffle(1, 2)), first(Streams.split(1))))
        .doesNotContain(first(Streams.shuffle(2, 2)), first(Streams.split(2)));
  }

  private static long first(Philox random) {
    return (long) random.nextInt() << 32 | random.nextInt() & 0xFFFFFFFFL;
  }
}
