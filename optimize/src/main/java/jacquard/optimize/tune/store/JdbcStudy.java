package jacquard.optimize.tune.store;

import jacquard.optimize.tune.Direction;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.FrozenTrial.Parameter;
import jacquard.optimize.tune.StorageException;
import jacquard.optimize.tune.StudyStorage;
import jacquard.optimize.tune.TrialState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** One study in a database. */
final class JdbcStudy implements StudyStorage {
  private final JdbcStorage storage;
  private final Sql sql;
  private final long id;
  private final String name;
  private final List<Direction> directions;
  private final TrialReader reader;

  JdbcStudy(JdbcStorage storage, long id, String name, List<Direction> directions) {
    this.storage = storage;
    this.sql = storage.sql();
    this.id = id;
    this.name = name;
    this.directions = directions;
    this.reader = new TrialReader(sql, id);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Direction> directions() {
    return directions;
  }

  @Override
  public OptionalInt begin(int limit) {
    long worker = storage.worker();
    return sql.transaction(() -> {
      failTorn();
      var waiting =
          sql.number(
              "SELECT MIN(number) FROM trial WHERE study = ? AND state = 'WAITING'"
                  + " HAVING COUNT(*) > 0",
              id);
      if (waiting.isEmpty() && counted() >= limit) return OptionalInt.empty();
      int number = waiting.map(Long::intValue).orElseGet(this::add);
      sql.update(
          "UPDATE trial SET state = 'RUNNING', worker = ?, started = ?"
              + " WHERE study = ? AND number = ?",
          worker,
          System.currentTimeMillis(),
          id,
          number);
      return OptionalInt.of(number);
    });
  }

  /** The trials that count against a limit. */
  private long counted() {
    var counting = "SELECT COUNT(*) FROM trial WHERE study = ? AND failure <> ?";
    return sql.number(counting, id, TORN).orElseThrow();
  }

  private int add() {
    var next = "SELECT COALESCE(MAX(number), -1) + 1 FROM trial WHERE study = ?";
    int number = sql.number(next, id).orElseThrow().intValue();
    sql.update(
        "INSERT INTO trial (study, number, state, failure) VALUES (?, ?, 'WAITING', '')",
        id,
        number);
    return number;
  }

  /** Marks the trials whose process has ended. */
  void failTorn() {
    var workers =
        sql.query(
            row -> row.getLong(1),
            "SELECT DISTINCT worker FROM trial WHERE study = ? AND state = 'RUNNING'",
            id);
    for (long worker : workers) {
      if (storage.isAlive(worker)) continue;
      sql.update(
          "UPDATE trial SET state = 'FAILED', failure = ?, finished = ?"
              + " WHERE study = ? AND state = 'RUNNING' AND worker = ?",
          TORN,
          System.currentTimeMillis(),
          id,
          worker);
    }
  }

  @Override
  public int enqueue(Map<String, String> fixed, Map<String, String> userAttributes) {
    return sql.durably(() -> {
      int number = add();
      fixed.forEach((key, value) ->
          sql.update("INSERT INTO fixed VALUES (?, ?, ?, ?)", id, number, key, value));
      userAttributes.forEach((key, value) -> userAttribute(number, key, value));
      return number;
    });
  }

  @Override
  public void parameter(int trial, String parameter, Parameter value) {
    sql.update(
        """
        INSERT INTO parameter (study, trial, position, name, distribution, value)
        SELECT ?, ?, COUNT(*), ?, ?, ? FROM parameter WHERE study = ? AND trial = ?
        """,
        id,
        trial,
        parameter,
        DistributionJson.write(value.distribution()),
        value.value(),
        id,
        trial);
  }

  @Override
  public void report(int trial, int step, List<Double> values) {
    sql.transaction(() -> {
      for (int i = 0; i < values.size(); i++) {
        sql.update(
            """
            INSERT INTO report VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (study, trial, step, objective) DO UPDATE SET value = excluded.value
            """,
            id,
            trial,
            step,
            i,
            values.get(i).isNaN() ? null : values.get(i));
      }
      return values;
    });
  }

  @Override
  public void userAttribute(int trial, String key, String value) {
    sql.update(
        """
        INSERT INTO attribute VALUES (?, ?, ?, ?)
        ON CONFLICT (study, trial, name) DO UPDATE SET value = excluded.value
        """,
        id,
        trial,
        key,
        value);
  }

  @Override
  public void finish(int trial, TrialState state, List<Double> values, String failure) {
    long worker = storage.worker();
    sql.durably(() -> {
      int changed =
          sql.update(
              "UPDATE trial SET state = ?, failure = ?, finished = ? WHERE study = ?"
                  + " AND number = ? AND state = 'RUNNING' AND worker = ?",
              state.name(),
              failure,
              System.currentTimeMillis(),
              id,
              trial,
              worker);
      if (changed == 0) throw takenForDead(trial);
      for (int i = 0; i < values.size(); i++) {
        sql.update("INSERT INTO result VALUES (?, ?, ?, ?)", id, trial, i, values.get(i));
      }
      return changed;
    });
  }

  private StorageException takenForDead(int trial) {
    return new StorageException(
        "trial %d of study \"%s\" runs no more: another process took this one for dead"
            .formatted(trial, name));
  }

  @Override
  public FrozenTrial trial(int number) {
    return reader.trial(number);
  }

  @Override
  public List<FrozenTrial> trials() {
    return reader.trials();
  }

  @Override
  public void userAttribute(String key, String value) {
    sql.update(
        """
        INSERT INTO study_attribute VALUES (?, ?, ?)
        ON CONFLICT (study, name) DO UPDATE SET value = excluded.value
        """,
        id,
        key,
        value);
  }

  @Override
  public Map<String, String> userAttributes() {
    var attributes = new HashMap<String, String>();
    sql.query(
        row -> attributes.put(row.getString(1), row.getString(2)),
        "SELECT name, value FROM study_attribute WHERE study = ?",
        id);
    return attributes;
  }
}
