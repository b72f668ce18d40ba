package jacquard.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PeakTest {
  @Test
  void everyChainIsComputed() {
    var x = new float[Peak.length()];
    for (int i = 0; i < x.length; i++) x[i] = i;
    Peak.multiplyAdd(2, x); // twice x / 2 + 1 / 2
    for (int i = 0; i < x.length; i++) assertThat(x[i]).isEqualTo(i / 4f + 0.75f);
  }

  @Test
  void operationsCountAMultiplyAddAsTwo() {
    assertThat(Peak.operations(10)).isEqualTo(10 * 2 * Peak.length());
  }

  @Test
  void theTriadKeepsToItsPart() {
    for (int to : new int[] {3, 64, 77}) {
      var x = new float[100];
      var y = new float[100];
      var z = new float[100];
      for (int i = 0; i < 100; i++) {
        y[i] = i;
        z[i] = 2 * i;
      }
      Peak.triad(3, to, x, y, z);
      var expected = new float[100];
      for (int i = 3; i < to; i++) expected[i] = 7 * i;
      assertThat(Arrays.equals(x, expected)).isTrue();
    }
  }
}
