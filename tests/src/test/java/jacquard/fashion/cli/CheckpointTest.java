package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final List<String> TRAINING =
      List.of("train", "mlp", "--epochs", "20", "--limit", "100", "--no-test");

  @TempDir Path folder;

  @Test
  @Timeout(120)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void ctrlCSavesACheckpointThatEndsInTheSameBits() throws Exception {
    assumeFalse(isSigintIgnored(), "whoever started these tests ignores SIGINT");
    var model = folder.resolve("stopped.safetensors");
    var child = start(model);
    var lines = interruptAfterFirstEpoch(child);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as("%s", lines).isEqualTo(130);
    var checkpoint = folder.resolve("stopped.checkpoint.safetensors");
    assertThat(lines.getLast())
        .isEqualTo(
            "Stopped; go on with: jacquard train --resume %s -o %s".formatted(checkpoint, model));
    assertThat(model).doesNotExist();
    var figures = Cli.json(folder.resolve("stopped.json"));
    assertThat(figures.get("stopped").asBoolean()).isTrue();
    assertThat(figures.get("epochs").size()).isBetween(1, 19);

    var resumed = Cli.run("train", "--resume", checkpoint, "-o", model, "--no-test", "-q");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    var whole = folder.resolve("whole.safetensors");
    assertThat(Cli.run(words(TRAINING, "-o", whole, "--threads", 1)).code()).isZero();
    assertThat(model).hasSameBinaryContentAs(whole);
  }

  private Process start(Path model) throws IOException {
    var words = new ArrayList<Object>(TRAINING);
    words.addAll(List.of("--data", "generated", "-o", model));
    words.addAll(List.of("--json", folder.resolve("stopped.json")));
    return Cli.start(List.of(), words);
  }

  private static List<String> interruptAfterFirstEpoch(Process child) throws Exception {
    var lines = new ArrayList<String>();
    try (var reader = child.inputReader()) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.startsWith("epoch 1/20 ")) {
          new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
        }
      }
    }
    return lines;
  }

  /** Shells start what runs in the background so, and children inherit it. */
  static boolean isSigintIgnored() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) return false;
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(8).strip(), 16) & 2) != 0);
    }
  }

  @Test
  void aCompleteTrainingLeavesACheckpointOnlyWhereOneWasAskedFor() {
    var model = folder.resolve("linear.safetensors");
    train("linear", model);
    assertThat(folder).isDirectoryNotContaining("glob:**checkpoint*");
    var checkpoint = folder.resolve("asked.safetensors");
    train("linear", model, "--checkpoint", checkpoint);
    assertThat(checkpoint).exists();
    // A complete training that is resumed has nothing left to do.
    var again = folder.resolve("again.safetensors");
    var resumed = Cli.run("train", "linear", "--resume", checkpoint, "-o", again, "--no-test");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(again).hasSameBinaryContentAs(model);
    var anew = train("linear", model, "--checkpoint", checkpoint);
    assertThat(anew.err()).contains("asked.safetensors will be replaced; --resume ");
  }

  @Test
  void whatDoesNotFitACheckpointIsRefused() {
    var model = folder.resolve("linear.safetensors");
    var checkpoint = folder.resolve("asked.safetensors");
    train("linear", model, "--checkpoint", checkpoint);
    refuses("holds a training of 'linear', not of 'mlp'", "mlp", "--resume", checkpoint);
    refuses("leave the others out", "--resume", checkpoint, "--epochs", 9);
    refuses("linear.safetensors: ", "--resume", model);
    refuses(
        "missing.safetensors: cannot be read", "--resume", folder.resolve("missing.safetensors"));
    refuses("name a model, or a checkpoint with --resume");
  }

  private static Cli train(String name, Path model, Object... more) {
    var words = List.of("train", name, "--epochs", "1", "--limit", "10", "--no-test", "-q", "-o");
    var all = new ArrayList<Object>(words);
    all.add(model);
    var run = Cli.run(words(all, more));
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private static void refuses(String sentence, Object... options) {
    var refused = Cli.run(words(List.of("train"), options));
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.errLines()).hasSize(1);
    assertThat(refused.err()).startsWith("jacquard: ").contains(sentence);
  }

  private static Object[] words(List<?> first, Object... more) {
    var all = new ArrayList<Object>(first);
    all.addAll(List.of(more));
    return all.toArray();
  }
}
