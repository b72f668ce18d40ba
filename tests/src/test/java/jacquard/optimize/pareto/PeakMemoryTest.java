package jacquard.optimize.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.io.ModelFile;
import jacquard.engine.io.ModelInfo;
import jacquard.optimize.Trained;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX) // elsewhere nobody tells
class PeakMemoryTest {
  @TempDir Path folder;

  @Test
  void aProcessThatRunsAModelTakesMoreThanOneThatDoesNot() throws IOException {
    var file = folder.resolve("model.safetensors");
    ModelFile.save(file, Trained.mlp(), new ModelInfo("mlp", List.of()));
    long empty = PeakMemory.measure(null, 1).orElseThrow();
    long running = PeakMemory.measure(file, 256).orElseThrow();
    assertThat(empty).isGreaterThan(10L << 20);
    assertThat(running).isGreaterThan(empty);
  }

  @Test
  void aModelThatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> PeakMemory.measure(folder.resolve("none"), 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
  }
}
