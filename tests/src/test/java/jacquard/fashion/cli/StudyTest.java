package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {
  @TempDir Path folder;

  @Test
  void aStudyGoesOnWhereItWasStoppedAndItsPageComesFromItsResultsAlone() throws IOException {
    var first = study("--rates", "0");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("0 of 1 trainings are done.");
    var page = folder.resolve("page.html");
    var second = study("--rates", "0,0.5", "--report", page);
    assertThat(second.out()).contains("1 of 2 trainings are done.");
    assertThat(second.out()).contains("linear  200 images  rate 0.5").doesNotContain("rate 0.0");
    var results = Cli.json(folder.resolve("dropout.json"));
    assertThat(results.propertyNames()).contains("command", "date", "jdk", "data_source", "runs");
    assertThat(results.get("runs")).hasSize(2);
    assertThat(results.get("runs").get(1).propertyNames())
        .contains(
            "model", "per_class", "rate", "training_accuracy", "validation_accuracy", "accuracy");
    assertThat(page).content().contains("What dropout does", "class=\"warning\"");

    var markdown = Files.readString(folder.resolve("DROPOUT.md"));
    assertThat(markdown).contains("NOT from Fashion-MNIST", "| 0.5 | ");
    for (var picture : new String[] {"dropout-gap.png", "dropout-linear-200.png"}) {
      assertThat(markdown).contains("(" + picture + ")");
      assertThat(folder.resolve(picture)).isNotEmptyFile();
    }
    Files.delete(folder.resolve("DROPOUT.md"));
    assertThat(Cli.run("study", "dropout", "-o", folder, "--render").code()).isZero();
    assertThat(folder.resolve("DROPOUT.md")).hasContent(markdown);
  }

  @Test
  void resultsThatAreNoneAreRefused() throws IOException {
    Files.writeString(folder.resolve("dropout.json"), "{\"runs\": [{\"model\": 3");
    refuses("dropout.json holds no results of the dropout study");
    Files.writeString(
        folder.resolve("dropout.json"), "{\"data_source\": \"fashion-mnist\", \"runs\": []}");
    refuses("dropout.json holds results from fashion-mnist; choose another folder");
  }

  private void refuses(String sentence) {
    var refused = study("--rates", "0", "-q");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.errLines().getLast()).startsWith("jacquard: ").contains(sentence);
  }

  private Cli study(Object... more) {
    var words = new java.util.ArrayList<Object>();
    words.addAll(java.util.List.of("study", "dropout", "-o", folder, "--models", "linear"));
    words.addAll(java.util.List.of("--few", 20, "--few-epochs", 2, "--epochs", 0, "--seeds", 1));
    words.addAll(java.util.List.of(more));
    return Cli.run(words.toArray());
  }
}
