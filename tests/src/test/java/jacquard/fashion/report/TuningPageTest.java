package jacquard.fashion.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jacquard.fashion.report.SearchResults.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** Pruning reaches what random search ends with for half of the epochs, over five seeds. */
  @Test
  void thePublishedSearchesKeepWhatIsPromised() throws IOException {
    var file = PUBLISHED.resolve(TuningPage.SEARCHES);
    assumeTrue(Files.exists(file), file + " is not published yet");
    var results = SearchResults.read(file);
    var pruned = results.of(SearchMarkdown.ASHA);
    assertThat(pruned).hasSize(5).hasSameSizeAs(results.of(SearchMarkdown.RANDOM));
    double end = Spread.of(results.after(SearchMarkdown.RANDOM, results.budget())).mean();
    assertThat(results.epochsTo(pruned, end).orElseThrow())
        .isLessThanOrEqualTo(results.budget() / 2.0);
    assertThat(((Number) results.circumstances().get(SearchResults.SECONDS)).doubleValue())
        .isLessThanOrEqualTo(3600);
  }

  /** By hand: 0.25 + 2 epochs of the first seed, 1 + 0.25 of the second. */
  @Test
  void theBestSoFarCountsWhatPrunedTrialsShowedToo() {
    var first =
        new Search("asha", 1, List.of(trial("pruned", 0.25, 80), trial("complete", 1, 70, 2, 86)));
    var second = new Search("asha", 2, List.of(trial("pruned", 1, 82), trial("pruned", 0.25, 84)));
    var results = new SearchResults(Map.of(), "lenet-5", 12_000, 2, 4, List.of(first, second));
    assertThat(results.after("asha", 1)).containsExactly(80, 82);
    assertThat(results.after("asha", 1.25)).containsExactly(80, 84);
    assertThat(results.after("asha", 4)).containsExactly(86, 84);
    assertThat(results.epochsTo(results.searches(), 81)).hasValue(1);
    assertThat(results.epochsTo(results.searches(), 82)).hasValue(1.25);
    assertThat(results.epochsTo(results.searches(), 85)).hasValue(2.25);
    assertThat(results.epochsTo(results.searches(), 85.1)).isEmpty();
  }

  private static SearchResults.Trial trial(String state, double... epochsAndAccuracies) {
    var epochs = new ArrayList<Double>();
    var accuracies = new ArrayList<Double>();
    for (int i = 0; i < epochsAndAccuracies.length; i += 2) {
      epochs.add(epochsAndAccuracies[i]);
      accuracies.add(epochsAndAccuracies[i + 1]);
    }
    return new SearchResults.Trial(0, state, epochs, accuracies, 0, 0, Map.of());
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
