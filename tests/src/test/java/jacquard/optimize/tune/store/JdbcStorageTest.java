package jacquard.optimize.tune.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.optimize.tune.Direction;
import jacquard.optimize.tune.Scale;
import jacquard.optimize.tune.Storage;
import jacquard.optimize.tune.StorageException;
import jacquard.optimize.tune.Studies;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.StudyStorage;
import jacquard.optimize.tune.Trial;
import jacquard.optimize.tune.TrialState;
import jacquard.optimize.tune.benchmark.Problem;
import jacquard.optimize.tune.prune.AshaPruner;
import jacquard.optimize.tune.sample.GaussianProcessSampler;
import jacquard.optimize.tune.sample.TpeSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcStorageTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("tune.db");
  }

  private static StudySettings settings(Storage storage) {
    return StudySettings.of("study", new TpeSampler(1)).storage(storage).pruner(new AshaPruner(9));
  }

  /** Uses all that a storage keeps. */
  private static double objective(Trial trial) {
    double x = trial.suggestFloat("x", -1, 1) + trial.suggestFloat("s", 0, 1, 0.25);
    x += trial.suggestFloat("rate", 1e-7, 1, Scale.LOG) + trial.suggestInt("n", 2, 8, 2);
    x += trial.suggestInt("w", 1, 99, Scale.LOG);
    trial.setUserAttribute("kind", trial.suggestCategorical("c", "a \"quoted\"", "b", "ü"));
    for (int step = 1; step <= 9; step++) {
      trial.report(step, trial.number() == 5 ? Double.NaN : x / step);
      if (trial.shouldPrune()) throw trial.pruned();
    }
    if (trial.number() % 7 == 6) throw new IllegalStateException("no luck");
    return x;
  }

  @Test
  void aStudyOnDiskIsLikeOneInMemory() {
    var memory = Study.create(settings(Storage.inMemory()));
    memory.enqueue(Map.of("x", 0.5, "c", "b"));
    memory.optimize(JdbcStorageTest::objective, 40);
    try (var storage = JdbcStorage.sqlite(file)) {
      var study = Study.create(settings(storage));
      study.enqueue(Map.of("x", 0.5, "c", "b"));
      study.optimize(JdbcStorageTest::objective, 25);
    }
    try (var storage = JdbcStorage.sqlite(file)) {
      var study = Study.create(settings(storage));
      study.optimize(JdbcStorageTest::objective, 15);
      assertThat(Studies.digest(study)).isEqualTo(Studies.digest(memory));
      for (int i = 0; i < 40; i++) {
        var trial = study.trials().get(i);
        var expected = memory.trials().get(i);
        assertThat(trial.reports()).isEqualTo(expected.reports());
        assertThat(trial.userAttributes()).isEqualTo(expected.userAttributes());
        assertThat(trial.fixed()).isEqualTo(expected.fixed());
        assertThat(trial.failure()).isEqualTo(expected.failure());
        assertThat(trial.duration()).isPresent();
      }
    }
  }

  @Test
  void aModelGoesOnWithWhatItLearnedBefore() {
    var memory = Study.create(StudySettings.of("gp", new GaussianProcessSampler(3)));
    memory.optimize(Problem.BRANIN.objective(), 24);
    for (int part = 0; part < 3; part++) {
      try (var storage = JdbcStorage.sqlite(file)) {
        var sampler = new GaussianProcessSampler(3);
        var study = Study.create(StudySettings.of("gp", sampler).storage(storage));
        study.optimize(Problem.BRANIN.objective(), 8);
        if (part == 2) assertThat(Studies.digest(study)).isEqualTo(Studies.digest(memory));
      }
    }
  }

  @Test
  void studiesStandSideBySide() {
    try (var storage = JdbcStorage.sqlite(file)) {
      var first = Study.create(settings(storage));
      var two = List.of(Direction.MAXIMIZE, Direction.MINIMIZE);
      var second = storage.open("second", two);
      first.setUserAttribute("a", "1");
      first.setUserAttribute("a", "2");
      first.optimize(trial -> trial.suggestFloat("x", 0, 1), 3);
      assertThat(storage.studies()).containsExactly("study", "second");
      assertThat(second.trials()).isEmpty();
      assertThat(first.userAttributes()).isEqualTo(Map.of("a", "2"));
      assertThat(storage.find("second").orElseThrow().directions()).isEqualTo(two);
      assertThat(storage.find("third")).isEmpty();
      assertThatThrownBy(() -> storage.open("second", List.of(Direction.MAXIMIZE)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("was made with the directions [MAXIMIZE, MINIMIZE]");
    }
  }

  @Test
  void aTrialWhoseStorageWasClosedIsTornAndItsLateResultRefused() {
    var left = JdbcStorage.sqlite(file);
    var trial = Study.create(settings(left)).ask();
    trial.suggestFloat("x", 0, 1);
    try (var alive = JdbcStorage.sqlite(file);
        var watching = JdbcStorage.sqlite(file)) {
      var running = Study.create(settings(alive)).ask();
      var study = Study.create(settings(watching));
      assertThat(study.trials()).extracting(t -> t.state()).containsOnly(TrialState.RUNNING);
      left.close();
      Study.create(settings(watching));
      assertThat(study.trials().getFirst().failure()).isEqualTo(StudyStorage.TORN);
      assertThat(study.trials().get(1).state()).isEqualTo(TrialState.RUNNING);
      Study.create(settings(alive)).tell(running, 1);
      assertThat(study.trials().get(1).state()).isEqualTo(TrialState.COMPLETE);
      assertThatThrownBy(() -> study.tell(running, 2)).isInstanceOf(IllegalStateException.class);
      var other = watching.find("study").orElseThrow();
      assertThatThrownBy(() -> other.finish(0, TrialState.COMPLETE, List.of(1.0), ""))
          .isInstanceOf(StorageException.class)
          .hasMessage(
              "trial 0 of study \"study\" runs no more: another process took this one for dead");
      assertThat(other.trial(0).values()).isEmpty();
    }
  }

  @Test
  void whatIsNoDatabaseOfStudiesIsRefusedAndLeftAlone() throws IOException, SQLException {
    Files.writeString(file, "Dear diary, this is no database at all. ".repeat(50));
    var before = Files.readAllBytes(file);
    refuses("it is not a database of studies: name another file");
    assertThat(file).hasBinaryContent(before);
    var foreign = folder.resolve("foreign.db");
    execute(foreign, "CREATE TABLE recipes (name TEXT)");
    file = foreign;
    refuses("is a database of something else (it has the table recipes): name another file");
    file = folder;
    refuses("is a folder: name a file in it");
    file = folder.resolve("nowhere").resolve("tune.db");
    refuses("nowhere does not exist: create it");
  }

  @Test
  void aStorageOfANewerVersionIsRefusedInOneSentence() throws SQLException {
    JdbcStorage.sqlite(file).close();
    execute(file, "UPDATE jacquard_schema SET version = 2");
    refuses(
        "tune.db was written by a newer version of this program (schema 2; this one knows 1):"
            + " update the program or name another file");
  }

  @Test
  void aDatabaseThatSomebodyKeepsLockedIsAnnouncedAfterAWhile() throws SQLException {
    try (var storage = new JdbcStorage(new SqliteDatabase(file, 1));
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      var study = Study.create(settings(storage));
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(study::ask)
          .isInstanceOf(StorageException.class)
          .hasMessage(file + ": another program has kept it locked for 1 seconds: end that one");
      statement.execute("ROLLBACK");
      study.tell(study.ask(), 1);
      assertThat(study.trials()).hasSize(1);
    }
  }

  @Test
  void anInterruptedThreadKeepsItsPlaceAmongTheLiving() {
    try (var storage = JdbcStorage.sqlite(file);
        var other = JdbcStorage.sqlite(file)) {
      var trial = Study.create(settings(storage)).ask();
      Thread.currentThread().interrupt();
      Study.create(settings(storage)).ask();
      assertThat(Thread.interrupted()).isTrue();
      Study.create(settings(other)).ask();
      assertThat(other.find("study").orElseThrow().trials())
          .allMatch(t -> t.state() == TrialState.RUNNING);
      assertThat(trial.number()).isZero();
    }
  }

  private void refuses(String sentence) {
    assertThatThrownBy(() -> JdbcStorage.sqlite(file))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(sentence)
        .message()
        .doesNotContain("\n");
  }

  private static void execute(Path file, String statement) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var doing = connection.createStatement()) {
      doing.execute(statement);
    }
  }
}
