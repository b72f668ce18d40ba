package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is trained once, then used by every command that takes one. */
class ModelCommandsTest {
  @TempDir static Path folder;
  private static Path model;
  private static Cli training;

  @BeforeAll
  static void train() {
    model = folder.resolve("linear.safetensors");
    training =
        Cli.run(
            "train",
            "linear",
            "--epochs",
            2,
            "--limit",
            200,
            "-o",
            model,
            "--json",
            folder.resolve("train.json"),
            "--report",
            folder.resolve("train.html"));
  }

  @Test
  void trainingPrintsALineAnEpochAndTheTestAccuracyLast() {
    assertThat(training.code()).as(training.err()).isZero();
    assertThat(training.outLines()).anyMatch(line -> line.startsWith("epoch 1/2  loss "));
    assertThat(training.outLines()).anyMatch(line -> line.startsWith("epoch 2/2  loss "));
    assertThat(training.outLines().getLast())
        .matches("test accuracy \\d\\d\\.\\d\\d %  loss .*NOT Fashion-MNIST.*");
    assertThat(training.err()).startsWith("Data: generated garments").hasLineCount(1);
  }

  @Test
  void trainingWritesItsFigures() {
    var figures = Cli.json(folder.resolve("train.json"));
    assertThat(figures.propertyNames())
        .contains(
            "command",
            "date",
            "jdk",
            "machine",
            "cores",
            "tier",
            "lanes",
            "threads",
            "seed",
            "data_source",
            "model",
            "parameters",
            "bytes",
            "seconds",
            "images_per_second",
            "accuracy",
            "loss",
            "epochs",
            "validation_accuracy",
            "validation_loss");
    assertThat(figures.get("data_source").asString()).isEqualTo("generated");
    assertThat(figures.get("accuracy").asDouble()).isBetween(0.5, 1.0);
    assertThat(figures.get("parameters").asInt()).isEqualTo(7_850);
    assertThat(figures.get("epochs")).hasSize(2);
    assertThat(figures.get("epochs").get(0).propertyNames())
        .contains("validation_accuracy", "images_per_second");
  }

  @Test
  void theSameSeedGivesTheSameFileForAnyNumberOfThreads() throws IOException {
    var again = folder.resolve("again.safetensors");
    var run =
        Cli.run(
            "train",
            "linear",
            "--epochs",
            2,
            "--limit",
            200,
            "-o",
            again,
            "--threads",
            1,
            "--no-test",
            "-q");
    assertThat(run.outLines()).hasSize(1).first().asString().startsWith("validation accuracy");
    assertThat(again).hasSameBinaryContentAs(model);
    var other = folder.resolve("other.safetensors");
    Cli.run(
        "train", "linear", "--epochs", 2, "--limit", 200, "-o", other, "--seed", 2, "--no-test");
    assertThat(Files.mismatch(other, model)).isNotNegative();
  }

  @Test
  void evaluationRepeatsTheTestAccuracyAndShowsTheClasses() {
    var json = folder.resolve("evaluate.json");
    var page = folder.resolve("evaluate.html");
    var evaluation = Cli.run("evaluate", model, "--json", json, "--report", page);
    assertThat(evaluation.code()).isZero();
    assertThat(evaluation.outLines().getLast()).isEqualTo(training.outLines().getLast());
    var figures = Cli.json(json);
    assertThat(figures.get("accuracy"))
        .isEqualTo(Cli.json(folder.resolve("train.json")).get("accuracy"));
    assertThat(figures.get("classes")).hasSize(10);
    assertThat(figures.get("confusion").get(3)).hasSize(10);
    assertThat(page).content().contains("NOT Fashion-MNIST", "Confusion matrix", "\"heatmap\"");
  }

  @Test
  void aDrawnPictureIsPredicted() throws IOException {
    var picture = folder.resolve("trousers.png");
    ImageIO.write(trousers(), "png", picture.toFile());
    var json = folder.resolve("predict.json");
    var prediction = Cli.run("predict", model, picture, "--json", json);
    assertThat(prediction.code()).isZero();
    assertThat(prediction.outLines()).hasSize(10);
    assertThat(prediction.outLines().getFirst()).matches("Trouser +\\d+\\.\\d\\d %");
    var figures = Cli.json(json);
    assertThat(figures.get("prediction").asString()).isEqualTo("Trouser");
    double sum = 0;
    for (var probability : figures.get("probabilities")) sum += probability.asDouble();
    assertThat(sum).isBetween(0.999, 1.001);
  }

  @Test
  void aTestPictureIsPredictedByItsNumber() {
    var prediction = Cli.run("predict", model, "9999", "-q");
    assertThat(prediction.code()).isZero();
    assertThat(prediction.outLines()).hasSize(1);
    var beyond = Cli.run("predict", model, "10000");
    assertThat(beyond.code()).isEqualTo(1);
    assertThat(beyond.err()).contains("there is no test picture 10000: they are numbered 0 to");
    assertThat(Cli.run("predict", model, "99999999999999999999").code()).isEqualTo(1);
  }

  @Test
  void aPictureThatIsNoneIsRefused() throws IOException {
    var picture = Files.writeString(folder.resolve("no.png"), "no picture");
    var refused = Cli.run("predict", model, picture);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("no.png is neither a PNG nor a JPEG picture");
    assertThat(Cli.run("predict", model, folder.resolve("missing.png")).err())
        .contains("missing.png does not exist");
  }

  @Test
  void aDivergingTrainingSaysWhereAndLeavesTheOldModelAlone() throws IOException {
    var before = Files.readAllBytes(model);
    var diverged =
        Cli.run("train", "mlp", "--learning-rate", 1e30, "--limit", 100, "-o", model, "-q");
    assertThat(diverged.code()).isEqualTo(1);
    assertThat(diverged.errLines().getLast())
        .matches("jacquard: the loss is .* at step \\d+, first seen in layer .*");
    assertThat(Files.readAllBytes(model)).isEqualTo(before);
  }

  /** Blue trousers on white, not square. */
  private static BufferedImage trousers() {
    var picture = new BufferedImage(300, 400, BufferedImage.TYPE_INT_RGB);
    var graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 300, 400);
    graphics.setColor(new Color(40, 60, 120));
    graphics.fillRect(95, 40, 110, 60);
    graphics.fillRect(92, 90, 52, 280);
    graphics.fillRect(156, 90, 52, 280);
    graphics.dispose();
    return picture;
  }
}
