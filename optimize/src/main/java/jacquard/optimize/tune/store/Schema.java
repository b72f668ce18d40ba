package jacquard.optimize.tune.store;

import jacquard.optimize.tune.StorageException;
import java.util.Arrays;
import java.util.List;

/** The tables. Every version is a script that makes it of the one before; none is ever changed. */
final class Schema {
  private static final String VERSION_1 =
      """
      CREATE TABLE jacquard_schema (version INTEGER NOT NULL);
      INSERT INTO jacquard_schema VALUES (1);
      CREATE TABLE worker (id INTEGER PRIMARY KEY);
      CREATE TABLE study (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, directions TEXT NOT NULL);
      CREATE TABLE study_attribute (
        study INTEGER NOT NULL REFERENCES study, name TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (study, name));
      CREATE TABLE trial (
        study INTEGER NOT NULL REFERENCES study, number INTEGER NOT NULL, state TEXT NOT NULL,
        worker BIGINT, started BIGINT, finished BIGINT, failure TEXT NOT NULL,
        PRIMARY KEY (study, number));
      CREATE INDEX trial_by_state ON trial (study, state);
      CREATE TABLE fixed (
        study INTEGER NOT NULL, trial INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (study, trial, name), FOREIGN KEY (study, trial) REFERENCES trial);
      CREATE TABLE attribute (
        study INTEGER NOT NULL, trial INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (study, trial, name), FOREIGN KEY (study, trial) REFERENCES trial);
      CREATE TABLE parameter (
        study INTEGER NOT NULL, trial INTEGER NOT NULL, position INTEGER NOT NULL,
        name TEXT NOT NULL, distribution TEXT NOT NULL, value DOUBLE PRECISION NOT NULL,
        PRIMARY KEY (study, trial, position), FOREIGN KEY (study, trial) REFERENCES trial);
      CREATE TABLE report (
        study INTEGER NOT NULL, trial INTEGER NOT NULL, step INTEGER NOT NULL,
        objective INTEGER NOT NULL, value DOUBLE PRECISION,
        PRIMARY KEY (study, trial, step, objective),
        FOREIGN KEY (study, trial) REFERENCES trial);
      CREATE TABLE result (
        study INTEGER NOT NULL, trial INTEGER NOT NULL, objective INTEGER NOT NULL,
        value DOUBLE PRECISION NOT NULL,
        PRIMARY KEY (study, trial, objective), FOREIGN KEY (study, trial) REFERENCES trial);
      """;

  private static final List<String> VERSIONS = List.of(VERSION_1);

  private Schema() {}

  /** Makes the tables, or brings them up to date. */
  static void prepare(Sql sql) {
    long version = version(sql);
    if (version > VERSIONS.size()) {
      throw new StorageException(
          "%s was written by a newer version of this program (schema %d; this one knows %d):"
                  .formatted(sql.database().name(), version, VERSIONS.size())
              + " update the program or name another file");
    }
    if (version == VERSIONS.size()) return;
    sql.transaction(() -> {
      for (var script : VERSIONS.subList((int) version, VERSIONS.size())) {
        Arrays.stream(script.strip().split(";\\s*")).forEach(sql::update);
      }
      return sql.update("UPDATE jacquard_schema SET version = ?", VERSIONS.size());
    });
  }

  private static long version(Sql sql) {
    var tables = sql.tables();
    if (tables.contains("jacquard_schema")) {
      return sql.number("SELECT version FROM jacquard_schema").orElse(0L);
    }
    if (tables.isEmpty()) return 0;
    throw new StorageException(
        "%s is a database of something else (it has the table %s): name another file"
            .formatted(sql.database().name(), tables.getFirst()));
  }
}
