package jacquard.fashion.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DropoutTest {
  @Test
  void thePublishedPageSaysWhatTheCommittedResultsSay() throws IOException {
    var folder = Path.of("..", "fashion");
    var json = folder.resolve(DropoutPictures.JSON);
    var page = folder.resolve(DropoutPictures.PAGE);
    assumeTrue(Files.exists(page) || Files.exists(json), page + " is not published yet");
    var results = DropoutResults.read(json);
    assertThat(results.isGenerated()).as("published figures come from the real set").isFalse();
    assertThat(page).content().isEqualTo(DropoutMarkdown.render(results));
    for (var picture : DropoutPictures.all(results)) {
      assertThat(folder.resolve(picture.file())).isNotEmptyFile();
    }
  }

  @Test
  void everyFigureIsTheMeanOverTheSeedsWithItsDeviation() {
    var markdown = DropoutMarkdown.render(results());
    assertThat(markdown)
        .contains("| 0.0 | 99.00 ± 0.00 | 85.00 ± 1.00 | 14.00 ± 1.00 | 84.00 ± 1.00 | 0.5000 |")
        .contains("| 0.5 | 93.00 ± 0.00 | 87.00 ± 1.00 | 6.00 ± 1.00 | 86.00 ± 1.00 | 0.5000 |")
        .contains(
            "- **mlp, 6,000 images:** from rate 0.0 to 0.5 the gap goes from 14.0 to 6.0 points."
                + " Validation is best at rate 0.5; there the test accuracy is 86.00 ± 1.00 %, at"
                + " rate 0.0 it is 84.00 ± 1.00 %.")
        .contains("2 epochs, 3 seeds.", "- commit: abc")
        .doesNotContain("generated");
  }

  @Test
  void aSpreadIsMeanAndSampleStandardDeviation() {
    assertThat(Spread.of(1, 2, 4).deviation()).isCloseTo(Math.sqrt(7.0 / 3), within(1e-12));
    assertThat(Spread.of(0.05).percent()).as("one value has no deviation").isEqualTo("5.00");
    assertThat(Spread.of(1, 2, 4).margin()).isCloseTo(4.303 * Math.sqrt(7.0 / 9), within(1e-12));
  }

  /** Rates 0 and 0.5, three seeds around 85 and 87 %. */
  private static DropoutResults results() {
    var runs = new ArrayList<DropoutRun>();
    for (int seed = 1; seed <= 3; seed++) {
      double shift = 0.01 * (seed - 2);
      runs.add(run(0.5, seed, 0.93, 0.87 + shift));
      runs.add(run(0, seed, 0.99, 0.85 + shift));
    }
    return new DropoutResults(Map.of("commit", "abc", "data_source", "fashion-mnist"), runs);
  }

  private static DropoutRun run(double rate, long seed, double training, double validation) {
    var epoch = new EpochFigures(1, 1, 0.5, 0.5, validation, 1e-3, 1, 6_000);
    return new DropoutRun(
        "mlp",
        600,
        rate,
        seed,
        training,
        0.1,
        validation,
        0.5,
        validation - 0.01,
        0.5,
        2,
        List.of(epoch, epoch));
  }
}
