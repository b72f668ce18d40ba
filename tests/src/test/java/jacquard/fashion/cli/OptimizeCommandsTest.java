package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.deploy.onnx.OnnxModel;
import jacquard.engine.io.ModelFile;
import jacquard.fashion.data.Garment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is trained once, then made smaller in every way, and the ways are combined. */
class OptimizeCommandsTest {
  @TempDir static Path folder;
  private static Path model;

  @BeforeAll
  static void train() {
    model = folder.resolve("mlp.safetensors");
    var run = Cli.run("train", "mlp", "--epochs", 1, "--limit", 300, "-o", model, "--no-test");
    assertThat(run.code()).as(run.err()).isZero();
  }

  private static Cli change(String command, Path from, Path to, Object... options) {
    var words = new ArrayList<Object>(List.of(command, from, "-o", to, "--limit", 100));
    words.addAll(List.of(options));
    var run = Cli.run(words.toArray());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.outLines().getLast())
        .matches("validation accuracy \\d\\d\\.\\d\\d %  \\(\\d\\d\\.\\d\\d % before\\)");
    return run;
  }

  private static double accuracy(Path file) {
    var json = folder.resolve("evaluate.json");
    assertThat(Cli.run("evaluate", file, "--json", json, "-q").code()).isZero();
    return Cli.json(json).get("accuracy").asDouble();
  }

  @Test
  void aQuantizedModelIsAQuarterAndEvaluatesAlike() throws IOException {
    var to = folder.resolve("int8.safetensors");
    change("quantize", model, to);
    assertThat(Files.size(to)).isLessThan(Files.size(model) * 27 / 100);
    assertThat(accuracy(to)).isBetween(accuracy(model) - 0.01, accuracy(model) + 0.01);
    var signs = folder.resolve("signs.safetensors");
    change("quantize", model, signs, "--dynamic", "--bits", 1, "--epochs", 1);
    assertThat(accuracy(signs)).isGreaterThan(0.3);
    var again = Cli.run("quantize", to, "-o", folder.resolve("no"));
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("quantized already");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void pruningSharingAndCodingGiveACompactFileThatEvaluates() throws IOException {
    var pruned = folder.resolve("pruned.safetensors");
    var json = folder.resolve("prune.json");
    change("prune", model, pruned, "--sparsity", 0.9, "--epochs", 1, "--json", json);
    assertThat(Cli.json(json).get("sparsity_reached").asDouble()).isBetween(0.899, 0.901);
    var compact = folder.resolve("model.compact");
    change("factorize", pruned, compact, "--share", 16, "--compact");
    assertThat(Files.size(compact)).isLessThan(Files.size(model) / 20);
    assertThat(accuracy(compact)).isGreaterThan(accuracy(model) - 0.05);
    assertThat(Cli.run("factorize", pruned, "--compact", "--limit", 100).code()).isZero();
    assertThat(folder.resolve("pruned-factorized.compact")).isRegularFile();
  }

  @Test
  void weightsThatStayGoBackToAnEarlierFile() {
    var rounds = folder.resolve("rounds.safetensors");
    change("prune", model, rounds, "--rounds", 2, "--rewind", model, "--epochs", 1);
    assertThat(accuracy(rounds)).isGreaterThan(accuracy(model) - 0.05);
    var other = folder.resolve("linear.safetensors");
    assertThat(
            Cli.run("train", "linear", "--epochs", 1, "--limit", 50, "-o", other, "--no-test")
                .code())
        .isZero();
    var no = folder.resolve("no");
    var refused = Cli.run("prune", model, "--rewind", other, "--epochs", 1, "-o", no);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("cannot go back to those of another model");
    assertThat(no).doesNotExist();
  }

  @Test
  void channelsAreGoneAndRanksAreCut() throws IOException {
    var smaller = folder.resolve("smaller.safetensors");
    change("prune", model, smaller, "--unit", "CHANNELS", "--merge", "--epochs", 1);
    assertThat(Files.size(smaller)).isLessThan(Files.size(model) * 55 / 100);
    var thin = folder.resolve("thin.safetensors");
    change("factorize", model, thin, "--energy", 0.5);
    assertThat(Files.size(thin)).isLessThan(Files.size(model) / 2);
  }

  @Test
  void anOnnxFileTellsTheAccuracyOfWhatItHoldsAndTheDataItLearnedFrom() throws IOException {
    var data = ModelFile.load(model).info().extras().get("data_sha256");
    assertThat(data).matches("[0-9a-f]{64}");
    var recipe = folder.resolve("recipe.json");
    Files.writeString(recipe, "{\"steps\": [{\"step\": \"prune\"}]}");
    assertOnnxTells(data, "prune", model, "--sparsity", 0.9);
    assertOnnxTells(data, "quantize", model, "--weights-only", "--bits", 2);
    assertOnnxTells(data, "compress", model, "--recipe", recipe);
  }

  private static void assertOnnxTells(String data, String name, Object... options) {
    var changed = folder.resolve(name + "-told.safetensors");
    var figures = folder.resolve(name + "-told.json");
    var words = new ArrayList<Object>(List.of(name));
    words.addAll(List.of(options));
    words.addAll(List.of("-o", changed, "--limit", 50, "--json", figures));
    var run = Cli.run(words.toArray());
    assertThat(run.code()).as(run.err()).isZero();
    var onnx = folder.resolve(name + ".onnx");
    var export = Cli.run("export", changed, "--onnx", onnx);
    assertThat(export.code()).as(export.err()).isZero();
    var info = OnnxModel.read(onnx).info();
    assertThat(info.classes()).as(name).isEqualTo(Garment.titles());
    assertThat(info.extras())
        .as(name)
        .containsEntry("data_sha256", data)
        .containsEntry(
            "validation_accuracy", Cli.json(figures).get("validation_accuracy").asString())
        .containsKey("changes");
  }

  @Test
  void aStudentLearnsFromItsTeacher() {
    var to = folder.resolve("student.safetensors");
    change("distill", model, to, "--student", "linear", "--epochs", 4);
    assertThat(accuracy(to)).isGreaterThan(0.5);
  }

  @Test
  void wrongWishesAreRefusedInOneLine() {
    var sparsity = Cli.run("prune", model, "--sparsity", 1.5, "-o", folder.resolve("no"));
    assertThat(sparsity.code()).isEqualTo(1);
    assertThat(sparsity.errLines().getLast()).contains("[0, 1), not 1.5");
    var nothing = Cli.run("factorize", model, "-o", folder.resolve("no"));
    assertThat(nothing.errLines().getLast()).contains("--energy");
    var gradual = Cli.run("prune", model, "--gradual", "-o", folder.resolve("no"));
    assertThat(gradual.errLines().getLast()).contains("add epochs");
    var epochs = Cli.run("quantize", model, "--epochs", -1, "-o", folder.resolve("no"));
    assertThat(epochs.errLines().getLast()).contains("at least 0, not -1");
    assertThat(folder.resolve("no")).doesNotExist();
  }
}
