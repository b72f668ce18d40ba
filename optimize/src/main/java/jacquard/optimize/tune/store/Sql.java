package jacquard.optimize.tune.store;

import jacquard.optimize.tune.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One connection for all threads of a process, whose failures are sentences. */
final class Sql implements AutoCloseable {
  private final Database database;
  private final Connection connection;

  Sql(Database database) {
    this.database = database;
    try {
      connection = database.connect();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  Database database() {
    return database;
  }

  /** A row of an answer. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Does everything or nothing. */
  synchronized <T> T transaction(Supplier<T> work) {
    try {
      connection.setAutoCommit(false);
      var result = work.get();
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException e) {
      var failure = failure(e);
      undo(failure);
      throw failure;
    } catch (RuntimeException | Error e) {
      undo(e);
      throw e;
    }
  }

  /** Does everything or nothing, and keeps it even if the power fails. */
  synchronized <T> T durably(Supplier<T> work) {
    try {
      database.sync(connection, true);
      try {
        return transaction(work);
      } finally {
        database.sync(connection, false);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private interface Step {
    void run() throws SQLException;
  }

  /** If the transaction had not even begun, neither step succeeds, and both are needed. */
  private void undo(Throwable reason) {
    attempt(connection::rollback, reason);
    attempt(() -> connection.setAutoCommit(true), reason);
  }

  private static void attempt(Step step, Throwable reason) {
    try {
      step.run();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /** Changes rows and says how many. */
  synchronized int update(String sql, Object... arguments) {
    try (var statement = prepare(sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Asks for rows. */
  synchronized <T> List<T> query(Row<T> reader, String sql, Object... arguments) {
    try (var statement = prepare(sql, arguments);
        var rows = statement.executeQuery()) {
      var results = new ArrayList<T>();
      while (rows.next()) results.add(reader.read(rows));
      return results;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Asks for a whole number that is there once or not at all. */
  Optional<Long> number(String sql, Object... arguments) {
    return query(row -> row.getLong(1), sql, arguments).stream().findFirst();
  }

  /** The names of all tables. */
  synchronized List<String> tables() {
    try (var rows = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
      var names = new ArrayList<String>();
      while (rows.next()) names.add(rows.getString("TABLE_NAME"));
      return names;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) statement.setObject(i + 1, arguments[i]);
    return statement;
  }

  private StorageException failure(SQLException e) {
    return new StorageException(database.name() + ": " + database.explain(e), e);
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }
}
