package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands behind optimize/TUNING.md, on the smallest budgets. */
class TuningStudyTest {
  @TempDir Path folder;

  @Test
  void samplersAreComparedAndThePageIsMadeOfTheFigures() {
    var words =
        new Object[] {
          "study", "samplers", "-o", folder, "--seeds", 1, "--trials", 12, "--timed-trials", 25
        };
    var first = Cli.run(words);
    assertThat(first.code()).as(first.err()).isZero();
    var page = folder.resolve("TUNING.md");
    assertThat(page).content().contains("| Branin (0.39789) |", "| ZDT1 |", "Processor seconds");
    assertThat(folder.resolve("regret-branin.png")).isNotEmptyFile();
    assertThat(Cli.run(words).out()).as("everything is done").doesNotContain("seeds, mean");
  }

  @Test
  void searchesAreComparedAndGoOnWhereTheyWere() {
    var words =
        new Object[] {
          "study",
          "search",
          "-o",
          folder,
          "--model",
          "linear",
          "--trials",
          2,
          "--epochs",
          2,
          "--limit",
          5,
          "--seeds",
          1,
          "--other-seeds",
          1
        };
    var first = Cli.run(words);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("linear random+ASHA 1: ", "linear GP 1: ");
    assertThat(folder.resolve("TUNING.md"))
        .content()
        .contains("Searches with equal budgets: linear", "| random+ASHA | 1 |", "NOT from");
    assertThat(folder.resolve("search-linear.png")).isNotEmptyFile();
    assertThat(Cli.run(words).out()).doesNotContain("linear GP 1: ");
  }

  @Test
  void theTunedRecipeIsTrainedBesideThePlainOne() {
    var done =
        Cli.run(
            "study",
            "tuned",
            "-o",
            folder,
            "--model",
            "linear",
            "--trials",
            2,
            "--trial-epochs",
            1,
            "--limit",
            5,
            "--epochs",
            1,
            "--seeds",
            1);
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(folder.resolve("TUNING.md"))
        .content()
        .contains("## Tuned against plain: linear", "| plain | 1 | 1 |", "| tuned | 1 | 1 |");
  }
}
