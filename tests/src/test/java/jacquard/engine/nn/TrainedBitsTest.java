package jacquard.engine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.ChildJvm;
import jacquard.kernels.Parallel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same seed gives the same weights, whatever the threads and the vectors. */
class TrainedBitsTest {
  private static final Collector<CharSequence, ?, String> LINES = Collectors.joining("\n");

  private static final Map<String, Integer> ONE_THREAD = TrainedBits.train(Parallel.inline());

  @Test
  void theNetworkLearns() {
    double guessing = Math.log(TrainedBits.CLASSES);
    float loss = Float.intBitsToFloat(ONE_THREAD.get("loss"));
    assertTrue(loss < guessing / 2, "loss " + loss);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void threadsDoNotChangeABit(int threads) {
    try (var parallel = Parallel.of(threads)) {
      assertEquals(ONE_THREAD, TrainedBits.train(parallel));
    }
  }

  @ParameterizedTest
  @CsvSource({"-XX:UseAVX=2, 256", "-XX:MaxVectorSize=16, 128"})
  void narrowerVectorsDoNotChangeABit(String option, int bits) throws IOException {
    var full = "-Djacquard.full=" + Boolean.getBoolean("jacquard.full");
    var options = List.of("--add-modules=jdk.incubator.vector", option, full);
    var child = ChildJvm.run(TrainedBits.class, options, Tensor.class);
    assertEquals(0, child.exit(), child.output());
    assertTrue(child.output().contains(bits + "-bit"), child.output());
    var actual = child.output().lines().filter(line -> line.startsWith("bits ")).collect(LINES);
    var expected = ONE_THREAD.entrySet().stream().map(entry -> "bits " + entry).collect(LINES);
    assertEquals(expected, actual);
  }
}
