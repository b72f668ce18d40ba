package jacquard.fashion.cli;

import jacquard.engine.io.Prediction;
import jacquard.engine.io.Predictor;
import jacquard.fashion.data.DataException;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.data.PictureReader;
import jacquard.fashion.report.Text;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks a saved model what a picture shows. */
@Command(name = "predict", description = "Say what a picture shows.")
final class PredictCommand extends BaseCommand {
  @Parameters(paramLabel = "FILE", description = "A model file that 'jacquard train' wrote.")
  private Path file;

  @Parameters(
      paramLabel = "PICTURE|INDEX",
      description = "A PNG or JPEG of any size, or the number of a test picture, 0 to 9999.")
  private String picture;

  @Mixin private DataOptions where;

  @Override
  int run(Run run) {
    var model = Classifier.load(file);
    run.trainedOn(model.info());
    var pixels = pixels(run);
    var prediction = Predictor.of(model.graph(), model.info()).predict(pixels);
    var probabilities = new LinkedHashMap<String, Float>();
    for (var candidate : prediction.candidates()) {
      probabilities.put(candidate.name(), candidate.probability());
    }
    run.put("model", model.info().name())
        .put("model_file", file.toString())
        .put("picture", picture)
        .put("prediction", prediction.best().name())
        .put("probabilities", probabilities);
    show(run.screen(), prediction);
    return 0;
  }

  /** {@code [28, 28]}, unsigned. */
  private byte[] pixels(Run run) {
    if (!picture.matches("\\d+") || Files.exists(Path.of(picture))) return read();
    var test = run.data(where).test();
    // More digits than an int has are beyond the set too.
    int index = picture.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(picture);
    if (index >= test.size()) {
      throw new DataException(
          "there is no test picture %s: they are numbered 0 to %d"
              .formatted(picture, test.size() - 1));
    }
    int from = index * FashionMnist.PIXELS;
    return Arrays.copyOfRange(test.images(), from, from + FashionMnist.PIXELS);
  }

  private byte[] read() {
    try {
      return PictureReader.read(Path.of(picture));
    } catch (InvalidPathException e) {
      throw new DataException("'" + picture + "' is not the name of a picture.", e);
    }
  }

  private static void show(Screen screen, Prediction prediction) {
    if (screen.quiet()) {
      screen.result("%s", prediction.best().name());
      return;
    }
    for (var candidate : prediction.candidates()) {
      screen.result("%-12s %9s", candidate.name(), Text.percent(candidate.probability()));
    }
  }
}
