package jacquard.optimize.tune.store;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudyStorage;
import jacquard.optimize.tune.TrialState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that several processes work on, and that processes die in. */
class ProcessesTest {
  private static final int KILLS = Boolean.getBoolean("jacquard.full") ? 50 : 5;

  @TempDir Path folder;

  @Test
  void fourProcessesShareAThousandTrialsWithoutADoubleOne() throws Exception {
    var database = folder.resolve("tune.db");
    var processes = new ArrayList<Process>();
    for (int i = 0; i < 4; i++) processes.add(StudyProcess.start(database, 1000, false));
    var said = new ArrayList<String>();
    var readers =
        processes.stream()
            .map(process ->
                Thread.ofPlatform()
                    .start(() -> {
                      var lines = process.inputReader().lines().toList();
                      synchronized (said) {
                        said.addAll(lines);
                      }
                    }))
            .toList();
    for (var reader : readers) reader.join();
    for (var process : processes) assertThat(process.waitFor()).isZero();
    assertThat(said).hasSize(1000);
    try (var storage = JdbcStorage.sqlite(database)) {
      var trials = Study.create(StudyProcess.settings(storage)).trials();
      assertThat(trials).hasSize(1000).allMatch(t -> t.state() == TrialState.COMPLETE);
      assertThat(new HashSet<>(said))
          .hasSameElementsAs(trials.stream().map(StudyProcess::line).toList());
    }
  }

  @Test
  void whateverTheMomentOfDeathNoFinishedTrialIsLost() throws Exception {
    var database = folder.resolve("tune.db");
    var random = new Random(1);
    var said = new ArrayList<String>();
    for (int kill = 0; kill < KILLS; kill++) {
      said.addAll(runAndKill(database, random.nextInt(1, 25)));
      try (var storage = JdbcStorage.sqlite(database)) {
        var trials = Study.create(StudyProcess.settings(storage)).trials();
        var complete = trials.stream().filter(t -> t.state() == TrialState.COMPLETE).toList();
        assertThat(complete.stream().map(StudyProcess::line)).containsAll(said);
        assertThat(complete.size() - said.size())
            .as("ended, and killed before it said so")
            .isBetween(0, kill + 1);
        var torn = new ArrayList<FrozenTrial>(trials);
        torn.removeAll(complete);
        assertThat(torn).hasSizeLessThanOrEqualTo(kill + 1);
        assertThat(torn).allMatch(t -> t.state() == TrialState.FAILED);
        assertThat(torn).allMatch(t -> t.failure().equals(StudyStorage.TORN));
        said.clear();
        complete.stream().map(StudyProcess::line).forEach(said::add);
      }
    }
    int total = said.size() + 20;
    assertThat(StudyProcess.start(database, total, true).waitFor(60, TimeUnit.SECONDS)).isTrue();
    try (var storage = JdbcStorage.sqlite(database)) {
      var study = Study.create(StudyProcess.settings(storage));
      assertThat(study.trials().stream().filter(t -> t.state() == TrialState.COMPLETE))
          .as("torn trials do not count")
          .hasSize(total);
    }
  }

  /** Runs a process until it has said so many lines and kills it; what it said. */
  private static List<String> runAndKill(Path database, int lines) throws IOException {
    var said = new ArrayList<String>();
    var process = StudyProcess.start(database, Integer.MAX_VALUE, true);
    try (var reader = process.inputReader()) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        said.add(line);
        if (said.size() == lines) process.toHandle().destroyForcibly();
      }
    }
    if (!said.getLast().endsWith("}")) said.removeLast(); // a line that was cut off
    return said;
  }
}
