package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command behind optimize/RESULTS.md, on few pictures. */
class SmallerStudyTest {
  @TempDir Path folder;

  @Test
  void modelsAreMadeOnceAndThePageComesFromTheirFiguresAlone() throws IOException {
    var first = study("int8", "--models", "linear", "--seeds", 1);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("int8-linear-post-training-8.0-1  ");
    var second = study("int8", "--models", "linear", "--seeds", 2);
    assertThat(second.out())
        .contains("int8-linear-aware-8.0-2  ")
        .doesNotContain("int8-linear-aware-8.0-1  ");

    var figures = Cli.json(folder.resolve("results").resolve("int8.json")).get("runs");
    assertThat(figures).hasSize(8);
    double before = figures.get(0).get("accuracy").doubleValue();
    var page = folder.resolve("RESULTS.md");
    assertThat(page)
        .content()
        .contains("NOT from Fashion-MNIST", "## 8-bit codes", "| `linear` | aware, 8 bits | 2 |")
        .contains(
            "| `linear` | post-training, 8 bits | share of the float file, at most | 0.270 |");
    var kept =
        Cli.run(
            "evaluate",
            folder.resolve("models/int8-linear-float-0.0-1.safetensors"),
            "--data",
            "generated");
    assertThat(kept.out()).contains("test accuracy %.2f %%".formatted(100 * before));

    var text = Files.readString(page);
    Files.delete(page);
    assertThat(Cli.run("study", "smaller", "-o", folder, "--render").code()).isZero();
    assertThat(page).hasContent(text);
  }

  @Test
  void prunedModelsAreComparedWithDenseOnesOfEqualSeed() {
    var done = study("structured", "compact", "--models", "lenet-300-100", "--seeds", 1);
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(folder.resolve("RESULTS.md"))
        .content()
        .containsPattern(
            "\\| `lenet-300-100` \\| compact, 92.5 % \\| 1 \\| 3 \\| .*\\([4-9][0-9]\\.[0-9]x\\)")
        .contains("| `lenet-300-100` | fitted, 80.0 % | test accuracy | 80.02 % |");
  }

  @Test
  void figuresOfOtherDataAreNotMixed() throws IOException {
    Files.createDirectories(folder.resolve("results"));
    Files.writeString(
        folder.resolve("results/bits.json"),
        "{\"circumstances\": {\"data_source\": \"fashion-mnist\"}, \"runs\": []}");
    var refused = study("bits");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.errLines().getLast())
        .contains("bits.json holds figures from fashion-mnist; choose another folder");
  }

  private Cli study(Object... more) {
    var words =
        new java.util.ArrayList<Object>(java.util.List.of("study", "smaller", "-o", folder));
    words.addAll(java.util.List.of("--epochs", 1, "--limit", 5));
    words.addAll(java.util.List.of(more));
    return Cli.run(words.toArray());
  }
}
