package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {
  private static final Map<String, Object> SMALLEST =
      Map.of("--models", "mlp", "--few", 20, "--few-epochs", 2, "--epochs", 0, "--seeds", 1);

  @TempDir Path folder;

  @Test
  void aStudyGoesOnWhereItWasStoppedAndItsPageComesFromItsResultsAlone() throws IOException {
    var first = study("--rates", "0");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("0 of 1 trainings are done.");
    var page = folder.resolve("page.html");
    var second = study("--rates", "0,0.5", "--report", page);
    assertThat(second.out()).contains("1 of 2 trainings are done.");
    assertThat(second.out()).contains("mlp  200 images  rate 0.5").doesNotContain("rate 0.0");
    var results = Cli.json(folder.resolve("dropout.json"));
    assertThat(results.propertyNames()).contains("command", "date", "jdk", "data_source", "runs");
    assertThat(results.get("runs")).hasSize(2);
    assertThat(results.get("runs").get(1).propertyNames())
        .contains(
            "model", "per_class", "rate", "training_accuracy", "validation_accuracy", "accuracy");
    assertThat(page).content().contains("What dropout does", "class=\"warning\"");

    var markdown = Files.readString(folder.resolve("DROPOUT.md"));
    assertThat(markdown).contains("NOT from Fashion-MNIST", "| 0.5 | ");
    for (var picture : new String[] {"dropout-gap.png", "dropout-mlp-200.png"}) {
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

  @Test
  void whatCouldNotBeTrainedOrComparedIsRefusedAtOnce() {
    assertThat(study("--rates", "0,0.5,1.5").err()).contains("must be in [0, 1), not 1.5");
    assertThat(study("--models", "resnet").err()).contains("there is no model 'resnet'");
    assertThat(study("--seeds", "0").err()).contains("must be at least 1");
    assertThat(folder.resolve("dropout.json")).doesNotExist();
    assertThat(study("--rates", "0").code()).isZero();
    assertThat(study("--few-epochs", 3).err())
        .contains("holds trainings of 'mlp' with 2 epochs: ask for as many");
  }

  private void refuses(String sentence) {
    var refused = study("--rates", "0");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.errLines().getLast()).startsWith("jacquard: ").contains(sentence);
  }

  /** The smallest of studies, with some options in other ways. */
  private Cli study(Object... changes) {
    var options = new LinkedHashMap<Object, Object>(SMALLEST);
    var words = new ArrayList<Object>(List.of("study", "dropout", "-o", folder));
    for (int i = 0; i < changes.length; i += 2) options.put(changes[i], changes[i + 1]);
    options.forEach((option, value) -> words.addAll(List.of(option, value)));
    return Cli.run(words.toArray());
  }

  @Test
  void speedsAreWrittenWithBothFigures() {
    var words = new Object[] {"study", "speed", "--quick", "--only", "CHANNELS", "-o", folder};
    var done = Cli.run(words);
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out()).contains("| cnn | 256 | 50 % |");
    var match = Cli.json(folder.resolve("speed.json")).get("matches").get(0);
    assertThat(match.get("reference_seconds").asDouble()).isPositive();
    assertThat(match.get("seconds").asDouble()).isPositive();
    assertThat(Cli.run("study", "speed", "--only", "none such").err())
        .contains("'none such'", "INT8 mlp, all");
  }
}
