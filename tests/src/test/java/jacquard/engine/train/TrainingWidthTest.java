package jacquard.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.ChildJvm;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingWidthTest {
  /** In bytes: 4 and 8 float lanes. The machine's own width may be one of them, or 16 lanes. */
  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void trainingWithNarrowerVectorsEndsInTheSameBits(int bytes) throws IOException {
    var options = List.of("--add-modules=jdk.incubator.vector", "-XX:MaxVectorSize=" + bytes);
    var child = ChildJvm.run(TrainingDigest.class, options, Tensor.class);
    assertThat(child.output()).contains(bytes * Byte.SIZE + "-bit");
    assertThat(child.output()).contains("digest=" + TrainingDigest.compute());
  }
}
