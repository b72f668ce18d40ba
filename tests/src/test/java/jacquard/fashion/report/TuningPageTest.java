package jacquard.fashion.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TuningPageTest {
  private static final Path PUBLISHED = Path.of("..", "optimize");

  @Test
  void thePublishedPageSaysWhatTheCommittedFiguresSay() throws IOException {
    var page = PUBLISHED.resolve(TuningPage.PAGE);
    assumeTrue(Files.exists(page), page + " is not published yet");
    assertThat(page).content().isEqualTo(TuningPage.render(PUBLISHED));
    Files.readString(page)
        .lines()
        .filter(line -> line.startsWith("!["))
        .map(line -> line.substring(line.indexOf('(') + 1, line.indexOf(')')))
        .forEach(picture -> assertThat(PUBLISHED.resolve(picture)).isNotEmptyFile());
  }

  /** The bars, on the figures that are published. */
  @Test
  void thePublishedSamplersKeepWhatIsPromised() throws IOException {
    var file = PUBLISHED.resolve(TuningPage.SAMPLERS);
    assumeTrue(Files.exists(file), file + " is not published yet");
    var results = SamplerResults.read(file);
    assertThat(mean(results, "BRANIN", "gp")).isLessThanOrEqualTo(0.3989);
    assertThat(mean(results, "BRANIN", "tpe")).isLessThanOrEqualTo(0.52);
    assertThat(mean(results, "HARTMANN_6", "gp")).isLessThanOrEqualTo(-3.30);
    var soon = results.runs("BRANIN", "gp").stream().mapToInt(SamplerResults.Run::reached);
    assertThat(soon.average().orElseThrow()).isLessThanOrEqualTo(33);
    double margin = results.theory().margin(results.results("BRANIN", "random").length);
    assertThat(mean(results, "BRANIN", "random"))
        .isCloseTo(results.theory().mean(), within(margin));
  }

  private static double mean(SamplerResults results, String problem, String sampler) {
    return Spread.of(results.results(problem, sampler)).mean();
  }

  @Test
  void aSpreadShowsTwoDigitsOfItsDeviation() {
    assertThat(new Spread(3.14159, 0.0123, 3).text()).isEqualTo("3.142 ± 0.012");
    assertThat(new Spread(776.4, 412, 3).text()).isEqualTo("776 ± 412");
    assertThat(new Spread(0.397891, 0, 3).text()).isEqualTo("0.397891 ± 0.000000");
  }
}
