package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelWidthTest {
  /** In bytes: 4 and 8 float lanes. The machine's own width may be one of them, or 16 lanes. */
  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void narrowerVectorsGiveTheSameBits(int bytes) throws IOException {
    var options = List.of("--add-modules=jdk.incubator.vector", "-XX:MaxVectorSize=" + bytes);
    var child = ChildJvm.run(KernelDigests.class, options);
    assertEquals(0, child.exit(), child.output());
    assertTrue(child.output().contains(bytes * Byte.SIZE + "-bit"), child.output());
    var digests =
        child.output().lines().filter(line -> line.contains("/")).collect(Collectors.joining("\n"));
    var expected =
        KernelDigests.compute().entrySet().stream()
            .map(Object::toString)
            .collect(Collectors.joining("\n"));
    assertEquals(expected, digests);
  }
}
