package jacquard.fashion.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jacquard.fashion.report.SmallerBar.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmallerMarkdownTest {
  private static final Path PUBLISHED = Path.of("..", "optimize");

  @Test
  void thePublishedPageSaysWhatTheCommittedFiguresSay() throws IOException {
    var page = PUBLISHED.resolve(SmallerMarkdown.PAGE);
    assumeTrue(Files.exists(page), page + " is not published yet");
    assertThat(page).content().isEqualTo(SmallerMarkdown.render(PUBLISHED)).doesNotContain("NOT");
    Files.readString(page)
        .lines()
        .filter(line -> line.startsWith("!["))
        .map(line -> line.substring(line.indexOf('(') + 1, line.indexOf(')')))
        .forEach(picture -> assertThat(PUBLISHED.resolve(picture)).isNotEmptyFile());
  }

  /** By hand: gains of 1, 2 and 3 points have the mean 2, deviation 1, margin 4.303 / sqrt(3). */
  @Test
  void differencesArePairedBySeed() {
    var runs =
        List.of(
            run("dense", 1, 0.80, 1000),
            run("dense", 2, 0.90, 1000),
            run("dense", 3, 0.85, 1000),
            run("half", 3, 0.88, 250),
            run("half", 1, 0.81, 250),
            run("half", 2, 0.92, 250));
    var results = new SmallerResults(Map.of(), runs);
    var half = new SmallerRun.Kind("m", "half", 0.5);
    assertThat(results.gain(half).mean()).isCloseTo(0.02, within(1e-12));
    assertThat(results.gain(half).margin()).isCloseTo(0.01 * 4.303 / Math.sqrt(3), within(1e-12));
    assertThat(results.ratio(half, SmallerRun::bytes)).isEqualTo(4);
    assertThat(results.gain(new SmallerRun.Kind("m", "dense", 0))).isNull();

    assertThat(new SmallerBar(half, Figure.GAIN, 1.9).isReached(results)).isTrue();
    assertThat(new SmallerBar(half, Figure.SURE_GAIN, 0).isReached(results)).isFalse();
    assertThat(new SmallerBar(half, Figure.SHARE_OF_FILE, 0.25).isReached(results)).isTrue();
    assertThat(new SmallerBar(half, Figure.SMALLER_FILE, 4.1).row(results))
        .isEqualTo("| `m` | half, 50.0 % | times smaller file | 4.1 | 4.0 | **no** |");
  }

  private static SmallerRun run(String variant, long seed, double accuracy, long bytes) {
    double level = variant.equals("dense") ? 0 : 0.5;
    return SmallerRun.wanted("m", variant, level, level == 0 ? null : "dense", seed, 1)
        .measured(10, bytes, accuracy, accuracy);
  }
}
