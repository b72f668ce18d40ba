package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Variants are made once, measured in turns, and shown; a budget chooses among them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ParetoTest {
  @TempDir static Path folder;

  private static Cli run(String command, Object... options) {
    var words =
        new ArrayList<Object>(List.of(command, "linear", "--limit", 20, "--epochs", 1, "--quick"));
    words.addAll(List.of(options));
    return Cli.run(words.toArray());
  }

  @Test
  @Order(1)
  void aPageATableAndFiguresSayWhatPays() throws IOException {
    var to = folder.resolve("pareto");
    var run = run("pareto", "-o", to, "--seeds", 2);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("'channels' is left out: the model has no channels that can be removed");
    assertThat(run.out())
        .contains("Smallest within 0.5 points: ", "Fastest within 0.5 points: ", "Most accurate: ");
    var json = Cli.json(to.resolve("pareto.json"));
    var variants = json.get("variants");
    assertThat(variants.get(0).get("name").asString()).isEqualTo("baseline");
    for (var variant : variants) {
      assertThat(variant.get("runs")).hasSize(2);
      var cost = variant.get("cost");
      assertThat(cost.get("file_bytes").asLong()).isPositive();
      assertThat(cost.get("speed").get("latency99").asDouble())
          .isGreaterThanOrEqualTo(cost.get("speed").get("latency").asDouble());
    }
    var csv = Files.readAllLines(to.resolve("pareto.csv"));
    assertThat(csv).hasSize(variants.size() + 1);
    assertThat(csv).allMatch(line -> line.split(",", -1).length == 14);
    var page = Files.readString(to.resolve("pareto.html"));
    assertThat(page)
        .contains("NOT Fashion-MNIST", "nothing beats it", "points more or fewer", "± ");
    var text = page.replaceAll("(?s)<script.*?</script>", "");
    assertThat(text).doesNotContain("http://", "NaN");
  }

  @Test
  @Order(2)
  void theSameCommandMakesNothingAgain() throws IOException {
    var to = folder.resolve("pareto");
    var before = Cli.json(to.resolve("pareto.json")).get("variants").get(1).get("runs");
    var run = run("pareto", "-o", to, "--seeds", 2);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).doesNotContain("Training 'linear'", "Measuring");
    assertThat(run.out().lines().filter(line -> line.startsWith("Step")))
        .as("steps that were tried again, and cannot be done")
        .allMatch(line -> line.contains("% of the channels"));
    assertThat(Cli.json(to.resolve("pareto.json")).get("variants").get(1).get("runs"))
        .isEqualTo(before);
    var other = Cli.run("pareto", "linear", "--limit", 30, "-o", to);
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.errLines().getLast()).contains("200 training pictures", "choose another");
  }

  @Test
  void aBudgetIsKeptByTheBestOfTheLadder() throws IOException {
    var to = folder.resolve("small.safetensors");
    var json = folder.resolve("budget.json");
    var run = run("compress", "--budget", "bytes<=12000,loss", "-o", to, "--json", json);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Best for 'bytes<=12000,loss': ");
    assertThat(Files.size(to)).isLessThanOrEqualTo(12_000);
    var figures = Cli.json(json);
    for (var variant : figures.get("variants")) {
      if (variant.get("bytes").asLong() > 12_000) continue;
      assertThat(variant.get("loss").asDouble()).isGreaterThanOrEqualTo(lossOf(figures));
    }
    assertThat(folder).isDirectoryNotContaining("glob:**small.safetensors.steps");
  }

  /** What the chosen model lost, in points. */
  private static double lossOf(JsonNode figures) {
    double lost =
        figures.get("validation_accuracy_before").asDouble()
            - figures.get("validation_accuracy").asDouble();
    return 100 * lost - 1e-9;
  }

  @Test
  void aBudgetThatNothingMeetsSaysWhatComesClosest() {
    var to = folder.resolve("impossible.safetensors");
    var run = run("compress", "--budget", "loss<=50,bytes<=100", "-o", to);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.errLines().getLast())
        .contains("nothing that was tried keeps to 'loss<=50,bytes<=100,bytes': closest comes '")
        .containsPattern("with loss -?[0-9.]+, bytes [0-9]+; ");
    assertThat(to).doesNotExist();
  }

  @Test
  void whatIsNoBudgetIsRefusedInOneLine() {
    for (var wrong : List.of("", "loss<0.3", "rate<=5", "size<=5", "loss<=much", "bytes,loss")) {
      var run = run("compress", "--budget", wrong, "-o", folder.resolve("no"));
      assertThat(run.code()).as(wrong).isEqualTo(1);
      assertThat(run.errLines().getLast()).contains("a budget ");
    }
    var both = run("compress", "--budget", "loss", "--recipe", "x.json");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("mutually exclusive");
    assertThat(folder.resolve("no")).doesNotExist();
  }
}
