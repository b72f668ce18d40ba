package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import jacquard.optimize.tune.TrialState;
import jacquard.optimize.tune.store.JdbcStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneTest {
  @TempDir Path folder;

  private Cli tune(Object... words) {
    var all = new ArrayList<Object>(List.of("tune"));
    all.addAll(List.of(words));
    all.addAll(List.of("--storage", folder.resolve("tune.db")));
    return Cli.run(all.toArray());
  }

  /** The smallest of searches, with some options in other ways. */
  private Cli search(Object... changes) {
    var options = new LinkedHashMap<Object, Object>(Map.of("--limit", 8, "--epochs", 2));
    options.put("--sampler", "random");
    for (int i = 0; i < changes.length; i += 2) options.put(changes[i], changes[i + 1]);
    var words = new ArrayList<Object>(List.of("run", "mlp"));
    options.forEach((option, value) -> words.addAll(List.of(option, value)));
    return tune(words.toArray());
  }

  @Test
  void aSearchGoesOnAndIsSeenFromAllSides() throws IOException {
    var json = folder.resolve("run.json");
    var first = search("--trials", 2, "--objectives", "accuracy,latency");
    assertThat(first.code()).as(first.err()).isZero();
    var second = search("--trials", 3, "--objectives", "accuracy,latency", "--json", json);
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out()).contains("trial 2  ").doesNotContain("trial 1  complete  accuracy 1 ");
    var trials = Cli.json(json).get("trials");
    assertThat(trials).hasSize(3);
    assertThat(trials.get(0).get("parameters").propertyNames())
        .contains("width", "depth", "learning_rate", "schedule", "dropout", "weight_decay")
        .contains("augmentation", "batch_size");
    assertThat(trials.get(0).get("values").get("latency").asDouble()).isPositive();

    assertThat(tune("list").out()).contains("mlp", "accuracy,latency", "random", "asha");
    assertThat(tune("show", "mlp").outLines()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(tune("best", "mlp").out()).contains("accuracy ", "latency ", "learning_rate ");
    var csv = folder.resolve("mlp.csv");
    assertThat(tune("export", "mlp", "-o", csv).code()).isZero();
    assertThat(Files.readAllLines(csv)).hasSize(4).first().asString().contains("\"latency\"");
    var page = folder.resolve("mlp.html");
    assertThat(tune("report", "mlp", "-o", page).code()).isZero();
    assertThat(page)
        .content()
        .contains("Study mlp", "Pareto front", "parallel coordinates", "timeline of the trials")
        .contains("class=\"warning\"");
  }

  /** 400 pictures are at most 7 batches: the first report comes when a quarter of them is done. */
  @Test
  void trialsReportWithinTheFirstEpochSoThatTheHopelessCostAQuarterOfIt() throws IOException {
    var json = folder.resolve("run.json");
    var searched =
        search("--limit", 40, "--trials", 12, "--epochs", 2, "--sampler", "grid", "--json", json);
    assertThat(searched.code()).as(searched.err()).isZero();
    assertThat(searched.out()).contains("  pruned  after 0.25 epochs  ");
    for (var trial : Cli.json(json).get("trials")) {
      var epochs = trial.get("reports").propertyNames();
      if (trial.get("state").asString().equals("complete")) {
        assertThat(epochs).hasSize(3).endsWith("1.0", "2.0");
      } else {
        assertThat(epochs).hasSizeLessThan(3);
      }
    }
  }

  @Test
  void whatASearchBeganWithItGoesOnWith() {
    assertThat(search("--trials", 1).code()).isZero();
    assertThat(search("--trials", 2, "--pruner", "none").err())
        .contains("the study \"mlp\" has begun with pruner asha, not none");
    assertThat(search("--trials", 2, "--objectives", "loss").err())
        .contains("was made with the directions [MAXIMIZE], not [MINIMIZE]");
    assertThat(search("--trials", 1, "--study", "other", "--sampler", "grid").code()).isZero();
  }

  @Test
  void impossibleWishesAreRefusedInOneSentence() {
    refused(search("--sampler", "magic"), "there is no sampler 'magic': choose one of [gp, tpe");
    refused(search("--pruner", "axe"), "there is no pruner 'axe': choose one of [none, median");
    refused(search("--objectives", "beauty"), "'beauty' cannot be an objective: choose among");
    refused(search("--workers", 0), "must be at least 1");
    refused(tune("list"), "tune.db does not exist: name the file of your studies with --storage");
    assertThat(search("--trials", 1).code()).isZero();
    refused(tune("show", "nope"), "has no study \"nope\", only [mlp]");
    refused(tune("best", "mlp", "--train", "--trial", 9), "has no trial 9");
  }

  private static void refused(Cli cli, String sentence) {
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.errLines().getLast()).startsWith("jacquard: ").contains(sentence);
  }

  @Test
  void theWinnerIsTrainedAndSaved() {
    assertThat(search("--trials", 2, "--pruner", "none", "--workers", 2).code()).isZero();
    var file = folder.resolve("winner.safetensors");
    var trained = tune("best", "mlp", "--train", "--epochs", 1, "-o", file);
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("test accuracy");
    assertThat(Cli.run("evaluate", file).code()).isZero();
  }

  @Test
  void ctrlCCutsTheTrialShortAndTheSearchGoesOn() throws Exception {
    assumeFalse(CheckpointTest.isSigintIgnored(), "started where Ctrl-C is ignored");
    var database = folder.resolve("tune.db");
    var words =
        List.of(
            "tune",
            "run",
            "linear",
            "--data",
            "generated",
            "--limit",
            5,
            "--epochs",
            10,
            "--sampler",
            "random",
            "--pruner",
            "none",
            "--trials",
            1000,
            "--storage",
            database);
    var child = Cli.start(List.of("--enable-native-access=ALL-UNNAMED"), words);
    var lines = new ArrayList<String>();
    try (var reader = child.inputReader()) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.startsWith("trial 1 ")) {
          new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
        }
      }
    }
    assertThat(child.waitFor()).as(lines.toString()).isEqualTo(130);
    assertThat(lines.getLast())
        .isEqualTo("Stopped; what has ended is kept: the same command goes on.");
    try (var storage = JdbcStorage.sqlite(database)) {
      var trials = storage.find("linear").orElseThrow().trials();
      assertThat(trials).hasSizeGreaterThan(1).allMatch(trial -> trial.state().isFinished());
      assertThat(trials.getFirst().state()).isEqualTo(TrialState.COMPLETE);
    }
  }
}
