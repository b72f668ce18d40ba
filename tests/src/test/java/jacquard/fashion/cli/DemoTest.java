package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  @TempDir Path folder;

  @Test
  void showsEverythingAndWritesOnePageThatNeedsNothingElse() {
    var page = folder.resolve("demo.html");
    var json = folder.resolve("demo.json");
    var demo = Cli.run("demo", "--epochs", 1, "--limit", 30, "--quick", "-o", page, "--json", json);
    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(demo.err()).contains("NOT Fashion-MNIST");
    assertThat(demo.out()).contains("epoch 1/1", "shown \\ seen", "test picture 0: ");
    assertThat(demo.outLines().getLast()).startsWith("test accuracy ");
    assertThat(Cli.json(json).propertyNames())
        .contains("accuracy", "loss", "confusion", "seconds", "images_per_second", "parameters");
    assertThat(page)
        .content()
        .contains("NOT Fashion-MNIST", "data:image/png;base64,", "\"type\":\"line\"", "heatmap");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }
}
