package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jacquard.fashion.report.TrainingMarkdown;
import jacquard.fashion.report.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooStudyTest {
  @TempDir Path folder;

  @Test
  void thePublishedPageSaysWhatTheCommittedFiguresSay() throws IOException {
    var published = Path.of("..", "fashion", "zoo");
    assumeTrue(Files.exists(published), published + " is not published yet");
    var runs = ZooCommand.read(published);
    assertThat(runs).isNotEmpty().noneMatch(TrainingRun::isGenerated);
    assertThat(published.resolve(ZooCommand.PAGE))
        .content()
        .isEqualTo(TrainingMarkdown.render(runs));
  }

  @Test
  void eachTrainingIsMadeOnceAndThePageComesFromTheirFiguresAlone() throws IOException {
    var first = study("--seeds", 1);
    assertThat(first.code()).as(first.err()).isZero();
    var figures = folder.resolve("linear-1.json");
    long made = Files.getLastModifiedTime(figures).toMillis();
    var second = study("--seeds", 2);
    assertThat(second.out()).contains("linear, seed 2:").doesNotContain("linear, seed 1:");
    assertThat(Files.getLastModifiedTime(figures).toMillis()).isEqualTo(made);
    assertThat(folder.resolve("linear-2.safetensors")).isNotEmptyFile();

    var page = folder.resolve(ZooCommand.PAGE);
    double mean = (accuracy(1) + accuracy(2)) / 2;
    assertThat(page)
        .content()
        .contains("NOT from Fashion-MNIST", "| `linear` | 7,850 |", "| `linear` | 2 |")
        .containsPattern("\\| 1 \\| 2 \\| .* \\| \\*\\*%.2f ± ".formatted(100 * mean));
    var text = Files.readString(page);
    Files.delete(page);
    assertThat(Cli.run("study", "zoo", "-o", folder, "--render").code()).isZero();
    assertThat(page).hasContent(text);
  }

  @Test
  void figuresThatAreNoneAreRefused() throws IOException {
    Files.writeString(folder.resolve("linear-1.json"), "[");
    var refused = Cli.run("study", "zoo", "-o", folder, "--render", "-q");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.errLines().getLast())
        .startsWith("jacquard: ")
        .contains("linear-1.json holds no figures of a training");
  }

  private double accuracy(int seed) {
    return Cli.json(folder.resolve("linear-" + seed + ".json")).get("accuracy").doubleValue();
  }

  private Cli study(Object... more) {
    var words = new java.util.ArrayList<Object>();
    words.addAll(java.util.List.of("study", "zoo", "-o", folder, "--models", "linear"));
    words.addAll(java.util.List.of("--epochs", 1));
    words.addAll(java.util.List.of(more));
    return Cli.run(words.toArray());
  }
}
