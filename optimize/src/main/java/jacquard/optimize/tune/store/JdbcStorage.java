package jacquard.optimize.tune.store;

import jacquard.optimize.tune.Direction;
import jacquard.optimize.tune.Storage;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.StudyStorage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Studies in a database. They survive the end of a process at any moment: every change is committed
 * before its method returns. Several processes may work on one study.
 */
public final class JdbcStorage implements Storage {
  private final Database database;
  private final Sql sql;
  private Long worker;

  /**
   * Opens a database, and makes or updates its tables.
   *
   * @throws jacquard.optimize.tune.StorageException if it cannot be read, or was written by a newer
   *     version; nothing is changed then
   */
  public JdbcStorage(Database database) {
    this.database = database;
    var opened = new Sql[1];
    try {
      database.workers().alone(() -> opened[0] = open(database));
    } catch (RuntimeException e) {
      database.workers().close();
      throw e;
    }
    sql = opened[0];
  }

  private static Sql open(Database database) {
    var sql = new Sql(database);
    try {
      Schema.prepare(sql);
      return sql;
    } catch (RuntimeException e) {
      sql.close();
      throw e;
    }
  }

  /**
   * Studies in one file, on a disk of this machine.
   *
   * @throws jacquard.optimize.tune.StorageException as the constructor
   */
  public static JdbcStorage sqlite(Path file) {
    return new JdbcStorage(new SqliteDatabase(file));
  }

  Sql sql() {
    return sql;
  }

  /** This process among those that run trials; it joins them when it first asks. */
  synchronized long worker() {
    if (worker != null) return worker;
    worker =
        sql.transaction(() -> {
          long next = sql.number("SELECT COALESCE(MAX(id), 0) + 1 FROM worker").orElseThrow();
          database.workers().join(next);
          sql.update("INSERT INTO worker VALUES (?)", next);
          return next;
        });
    return worker;
  }

  boolean isAlive(long other) {
    return database.workers().isAlive(other);
  }

  @Override
  public StudyStorage open(String study, List<Direction> directions) {
    var names = directions.stream().map(Enum::name).collect(Collectors.joining(" "));
    sql.update(
        """
        INSERT INTO study (id, name, directions)
        SELECT COALESCE(MAX(id), 0) + 1, ?, ? FROM study WHERE true
        ON CONFLICT (name) DO NOTHING
        """,
        study,
        names);
    var found = (JdbcStudy) find(study).orElseThrow();
    StudySettings.checkDirections(found, directions);
    found.failTorn();
    return found;
  }

  @Override
  public Optional<StudyStorage> find(String study) {
    return sql
        .<StudyStorage>query(
            row -> new JdbcStudy(this, row.getLong(1), study, directions(row.getString(2))),
            "SELECT id, directions FROM study WHERE name = ?",
            study)
        .stream()
        .findFirst();
  }

  private static List<Direction> directions(String names) {
    return Arrays.stream(names.split(" ")).map(Direction::valueOf).toList();
  }

  @Override
  public List<String> studies() {
    return sql.query(row -> row.getString(1), "SELECT name FROM study ORDER BY id");
  }

  @Override
  public void close() {
    sql.close();
    database.workers().close();
  }
}
