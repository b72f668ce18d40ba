package jacquard.fashion.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.fashion.data.DataException;
import jacquard.fashion.report.ParetoResults.Cost;
import jacquard.fashion.report.ParetoResults.Outcome;
import jacquard.fashion.report.ParetoResults.SeedRun;
import jacquard.optimize.pareto.LayerFigures;
import jacquard.optimize.pareto.Speed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParetoPageTest {
  @TempDir Path folder;

  /** Test accuracy is a point below validation, and each seed a tenth above the one before. */
  private static Outcome outcome(
      String name, double accuracy, int seeds, long bytes, double latency) {
    var runs =
        IntStream.range(0, seeds)
            .mapToObj(seed -> {
              double a = accuracy + 0.001 * seed;
              return new SeedRun(seed, a, a - 0.01, Collections.nCopies(10, a), 5);
            })
            .toList();
    var layers = List.of(new LayerFigures("0.linear", 1000, 0.25, 8));
    var speed = new Speed(latency, 2 * latency, 0.1 / latency, null);
    return new Outcome(
        name, "what was done", runs, new Cost(bytes, 2 * bytes, null, speed, layers));
  }

  private static ParetoResults results(int seeds) {
    return new ParetoResults(
        Map.of("data_source", "fashion-mnist", "commit", "abc"),
        "mlp",
        "settings",
        null,
        List.of(
            outcome("baseline", 0.90, seeds, 1000, 50e-6),
            outcome("slim", 0.896, seeds, 200, 40e-6),
            outcome("tiny", 0.88, seeds, 50, 30e-6),
            outcome("quick", 0.897, seeds, 900, 10e-6),
            outcome("bad", 0.85, seeds, 950, 60e-6)));
  }

  @Test
  void advisesByValidationWithinHalfAPoint() {
    assertThat(ParetoPage.advice(results(3)))
        .containsExactly(
            "Smallest within 0.5 points: slim (the file 5.0 times smaller, one picture 1.3 times"
                + " faster, 0.40 points less accurate)",
            "Fastest within 0.5 points: quick (the file 1.1 times smaller, one picture 5.0 times"
                + " faster, 0.30 points less accurate)",
            "Most accurate: baseline (no variant beats the model as it was)");
  }

  @Test
  void theFrontHoldsWhatNothingBeats() {
    var choices = ParetoChoices.of(results(1));
    assertThat(choices.isOnFront(variant -> variant.bytes()))
        .containsExactly(true, true, true, true, false);
    assertThat(choices.isOnFront(variant -> variant.speed().latency()))
        .containsExactly(true, false, false, true, false);
  }

  @Test
  void theTableHasIntervalsOverSeedsAndPairedDifferences() {
    var rows = ParetoTable.worth(results(3));
    // Seeds differ by 0.1: deviation 0.1, and 4.303 * 0.1 / sqrt(3) = 0.25.
    assertThat(rows.get(1).subList(0, 5))
        .containsExactly("slim", "89.70 ± 0.25", "88.70 ± 0.25", "-0.40 ± 0.00", "0.2 KB");
    assertThat(rows.get(1)).contains("75 %");
    assertThat(ParetoTable.worth(results(1)).get(1))
        .contains("89.60")
        .noneMatch(c -> c.contains("±"));
    assertThat(ParetoTable.costs(results(1)).get(1))
        .containsExactly(
            "slim", "0.4 KB", "not measured", "40.0 us", "80.0 us", "2,500", "not measured");
  }

  @Test
  void markdownNamesCommandAndFile() {
    var text = String.join("\n", ParetoMarkdown.render(results(3)));
    assertThat(text)
        .contains(
            "## What `mlp` can do without",
            "- Smallest within 0.5 points: slim",
            "| slim | 89.70 ± 0.25 |",
            "`./jacquard pareto mlp` wrote [results/pareto.json](results/pareto.json)",
            "commit: abc");
  }

  @Test
  void figuresThatAreNotCompleteAreNoPage() throws IOException {
    var results = results(2);
    results.write(folder.resolve(ParetoPage.JSON));
    assertThat(ParetoPage.read(folder)).isEqualTo(results);
    var unmeasured = results.variants().stream().map(each -> each.with((Cost) null)).toList();
    new ParetoResults(results.circumstances(), "mlp", "settings", null, unmeasured)
        .write(folder.resolve(ParetoPage.JSON));
    assertThatThrownBy(() -> ParetoPage.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no measured variants yet");
  }
}
