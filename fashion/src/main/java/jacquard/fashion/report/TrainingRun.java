package jacquard.fashion.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * What {@code train --json} says about one training, as far as tables need it.
 *
 * @param model its name in the zoo
 * @param seed of everything random
 * @param parameters learned numbers
 * @param bytes of the model file
 * @param epochs the course of the training
 * @param bestEpoch from 1; the epoch whose validation was best
 * @param validationAccuracy a fraction
 * @param accuracy on the test pictures, a fraction
 * @param loss on the test pictures
 * @param seconds of training
 * @param threads it had
 * @param dataSource where the pictures came from
 * @param date when it began
 * @param commit what was built; may be {@code null}
 * @param jdk its version
 * @param machine system and processor
 * @param tier of kernels
 */
public record TrainingRun(
    String model,
    long seed,
    long parameters,
    long bytes,
    List<EpochFigures> epochs,
    int bestEpoch,
    double validationAccuracy,
    double accuracy,
    double loss,
    double seconds,
    int threads,
    String dataSource,
    String date,
    String commit,
    String jdk,
    String machine,
    String tier) {
  /**
   * Reads what {@code train --json} wrote.
   *
   * @throws IOException if it cannot be read or is something else, with one sentence
   */
  public static TrainingRun read(Path file) throws IOException {
    try {
      return Json.convert(Json.readTree(Files.readString(file)), TrainingRun.class);
    } catch (JacksonException e) {
      throw new IOException(
          "%s holds no figures of a training (%s); remove it to train anew"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  /** Whether it learned the generated stand-in. */
  public boolean isGenerated() {
    return "generated".equals(dataSource);
  }
}
