package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path folder;

  @Test
  void aloneItShowsItsCommands() {
    var alone = Cli.run();
    assertThat(alone.code()).isZero();
    assertThat(alone.out())
        .contains("demo", "train", "evaluate", "predict", "study", "models", "data", "info");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"demo", "train", "evaluate", "predict", "study", "models", "data", "info"})
  void everyCommandHasHelp(String command) {
    var help = Cli.run(command, "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: jacquard " + command);
    if (!command.equals("study")) {
      assertThat(help.out()).contains("--threads", "--seed", "--quiet", "--json");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trian cnn            | Unmatched arguments from index 0: 'trian', 'cnn'
          info --threads many  | Invalid value for option '--threads': 'many' is not an int
          info --json          | Missing required parameter for option '--json' (FILE)
          info --json no/x.json | the folder
          info --nonsense      | Unknown option: '--nonsense'
          predict one.file     | Missing required parameter: 'PICTURE|INDEX'
          """)
  void aCommandLineThatIsWrongIsCode2AndOneSentence(String line, String sentence) {
    var wrong = Cli.run((Object[]) line.split(" "));
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.errLines().getFirst()).startsWith("jacquard: ").contains(sentence);
    assertThat(wrong.errLines()).hasSizeLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train resnet                | there is no model 'resnet': choose one of linear, mlp
          train linear --epochs 0     | epochs must be at least 1, not 0
          train linear --batch-size 0 | batch size must be at least 1, not 0
          train cnn --dropout 1       | must be in [0, 1), not 1.0
          train linear --learning-rate NaN | learning rate must be positive, not NaN
          train linear --limit 0      | --limit must be at least 1, not 0
          info --threads 0            | threads must be at least 1: 0
          evaluate nowhere.safetensors | nowhere.safetensors: cannot be read
          predict nowhere.safetensors 1 | nowhere.safetensors: cannot be read
          data --samples 0            | samples per class must be at least 1: 0
          """)
  void whatCannotBeDoneIsCode1AndOneSentence(String line, String sentence) {
    var failed = Cli.run((Object[]) (line + " -q").split(" "));
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    var told = failed.errLines().stream().filter(l -> !l.startsWith("Data: generated")).toList();
    assertThat(told).hasSize(1);
    assertThat(told.getFirst()).startsWith("jacquard: ").contains(sentence);
  }

  @Test
  void aModelFileOfSomethingElseIsRefused() throws IOException {
    var file = Files.writeString(folder.resolve("x.safetensors"), "no model at all, but long");
    var failed = Cli.run("evaluate", file);
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.errLines()).hasSize(1);
    assertThat(failed.err()).contains("x.safetensors: ", "not a safetensors file");
  }

  @Test
  void infoSaysWhatEverythingRunsOn() {
    var json = folder.resolve("info.json");
    var info = Cli.run("info", "--json", json, "--threads", 1);
    assertThat(info.code()).isZero();
    assertThat(info.out()).contains("JDK", "Kernels", "Lanes", "Cores");
    var figures = Cli.json(json);
    assertThat(figures.propertyNames())
        .contains("command", "date", "jdk", "machine", "cores", "tier", "lanes", "threads", "seed");
    assertThat(figures.get("command").asString()).isEqualTo("jacquard info");
    assertThat(figures.get("threads").asInt()).isEqualTo(1);
    assertThat(figures.get("lanes").asInt()).isPositive();
  }

  @Test
  void modelsAreListedWithTheirSizes() {
    var json = folder.resolve("models.json");
    var models = Cli.run("models", "--json", json);
    assertThat(models.out()).containsPattern("(?m)^cnn +421,642 +1,686");
    var cnn = Cli.json(json).get("models").get(4);
    assertThat(cnn.get("name").asString()).isEqualTo("cnn");
    assertThat(cnn.get("bytes").asLong()).isEqualTo(4 * 421_642);
  }

  @Test
  void dataAreCountedAndShownButNotTheTestSet() {
    var sheet = folder.resolve("sheet.png");
    var json = folder.resolve("data.json");
    var data = Cli.run("data", "-o", sheet, "--json", json);
    assertThat(data.code()).isZero();
    assertThat(data.err()).contains("NOT Fashion-MNIST");
    assertThat(data.out()).containsPattern("(?m)^Bag +5500 +500$").containsPattern("all +55000");
    assertThat(sheet).isNotEmptyFile();
    assertThat(Cli.json(json).get("data_source").asString()).isEqualTo("generated");
    assertThat(Cli.json(json).get("training_counts").get("Shirt").asInt()).isEqualTo(5_500);
  }

  @Test
  void aTierThatThereIsNotIsOneSentenceToo() throws Exception {
    var child = Cli.start(List.of("-Djacquard.kernels=quantum"), List.of("info"));
    try (var reader = child.inputReader()) {
      assertThat(reader.lines().filter(line -> !line.contains("incubator modules")))
          .containsExactly(
              "jacquard: -Djacquard.kernels=quantum: the values are scalar and vector");
    }
    assertThat(child.waitFor()).isEqualTo(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsOneSentence() {
    var full = Cli.run("info", "--json", "/dev/full");
    assertThat(full.code()).isEqualTo(1);
    assertThat(full.errLines())
        .containsExactly("jacquard: cannot write /dev/full: No space left on device");
  }

  @Test
  void aDefectOfTheProgramIsCode70WithATrace() {
    var out = new StringWriter();
    DataSupply broken =
        (_, _, _) -> {
          throw new IllegalStateException("impossible");
        };
    int code =
        Main.execute(
            broken,
            new PrintWriter(out),
            new PrintWriter(out),
            "data",
            "-o",
            folder.resolve("sheet.png").toString());
    assertThat(code).isEqualTo(70);
    assertThat(out.toString()).contains("defect", "IllegalStateException: impossible", "at ");
  }
}
