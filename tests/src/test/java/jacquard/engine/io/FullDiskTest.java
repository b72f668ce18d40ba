package jacquard.engine.io;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A Java that may write only small files: to it every disk is full. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class FullDiskTest {
  @TempDir Path folder;

  /** Saves 400 KB under the name that it is given. */
  static final class Main {
    public static void main(String[] arguments) {
      try {
        content(100_000).write(Path.of(arguments[0]));
      } catch (ModelFileException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static Safetensors content(int size) {
    var tensors = new LinkedHashMap<String, Tensor>();
    tensors.put("weight", Tensor.full(Shape.of(size), 1));
    return new Safetensors(tensors, new LinkedHashMap<>());
  }

  @Test
  void aFullDiskLeavesTheOldFileAndNothingElse() throws Exception {
    var file = folder.resolve("model.safetensors");
    content(10).write(file);
    var before = Files.readAllBytes(file);

    // At most 200 blocks of 512 or 1024 bytes.
    var script = "ulimit -f 200; exec \"$0\" -XX:-UsePerfData -cp \"$1\" \"$2\" \"$3\"";
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var path = System.getProperty("java.class.path");
    var command = List.of("sh", "-c", script, java, path, Main.class.getName(), file.toString());
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.inputReader()) {
      assertThat(output.lines())
          .singleElement()
          .asString()
          .startsWith(file + ": could not be written (")
          .contains("File too large")
          .endsWith("free some space or choose another folder");
    }
    assertThat(process.waitFor()).isZero();
    assertThat(file).hasBinaryContent(before);
    assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
  }
}
