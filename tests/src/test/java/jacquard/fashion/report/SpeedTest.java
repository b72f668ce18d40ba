package jacquard.fashion.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacquard.fashion.report.SpeedResults.Match;
import jacquard.fashion.report.SpeedResults.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedTest {
  private static Match layer(double kept, double speedup) {
    return new Match(Topic.BREAK_EVEN, "a to b", 64, kept, 2e-6, 1e-6, speedup, 0, 9, 0, "");
  }

  @Test
  void theBreakEvenLiesOnTheLineBetweenTwoShares() {
    var layer = List.of(layer(1, 0.8), layer(0.8, 0.9), layer(0.6, 1.1));
    assertThat(SpeedResults.breakEven(layer).orElseThrow()).isCloseTo(0.3, within(1e-12));
    assertThat(SpeedResults.breakEven(List.of(layer(0.9, 1))).orElseThrow())
        .isCloseTo(0.1, within(1e-12));
    assertThat(SpeedResults.breakEven(List.of(layer(0.9, 0.5)))).isEmpty();
  }

  @Test
  void thePageHasBothFiguresAndSurvivesItsFile(@TempDir Path folder) throws IOException {
    var codes = new Match(Topic.INT8, "mlp", 1, 1, 10e-6, 8e-6, 1.25, 1.2, 1.3, 1.2, "the other");
    var matches = List.of(layer(0.5, 1.5), codes, layer(1, 0.5));
    var results = new SpeedResults(Map.of("commit", "abc"), matches);
    var file = folder.resolve(SpeedResults.FILE);
    results.write(file);
    assertThat(SpeedMarkdown.render(SpeedResults.read(file)))
        .contains(
            "| mlp | 1 | 100 % | 10.0 | 8.0 | 1.25 (1.20 to 1.30) | 1.2 | the other |",
            "| layer | 100 % | 50 % | break-even sparsity |",
            "| a to b, batch 64 | 0.50 | 1.50 | 25 % |");
  }
}
