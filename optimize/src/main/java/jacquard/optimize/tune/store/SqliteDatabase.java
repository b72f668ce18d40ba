package jacquard.optimize.tune.store;

import jacquard.optimize.tune.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A database in one file, with no server. Its journal is written ahead (WAL), so readers never
 * wait, and what was committed survives {@code kill -9}; ends of trials are synced to the disk.
 *
 * @param file on a disk of this machine; files of the same name with an ending stand beside it
 * @param patience how many seconds to wait for another process that writes
 */
record SqliteDatabase(Path file, int patience, FileWorkers workers) implements Database {
  private static final int PATIENCE_SECONDS = 30;

  // SQLite's result codes (sqlite3.h); the lower byte of the driver's.
  private static final int BUSY = 5;
  private static final int READONLY = 8;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int NOTADB = 26;

  SqliteDatabase(Path file) {
    this(file, PATIENCE_SECONDS);
  }

  SqliteDatabase(Path file, int patience) {
    this(checked(file), patience, new FileWorkers(Path.of(file + ".workers")));
  }

  private static Path checked(Path file) {
    var folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new StorageException(file + " is a folder: name a file in it");
    }
    if (!Files.isDirectory(folder)) {
      throw new StorageException("the folder " + folder + " does not exist: create it");
    }
    return file;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public Connection connect() throws SQLException {
    var options = new Properties();
    options.setProperty("busy_timeout", Integer.toString(1000 * patience));
    options.setProperty("journal_mode", "WAL");
    options.setProperty("synchronous", "NORMAL");
    options.setProperty("foreign_keys", "true");
    options.setProperty("transaction_mode", "IMMEDIATE");
    return DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), options);
  }

  @Override
  public void sync(Connection connection, boolean wanted) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = " + (wanted ? "FULL" : "NORMAL"));
    }
  }

  @Override
  public String explain(SQLException failure) {
    return switch (failure.getErrorCode() & 0xFF) {
      case BUSY ->
          "another program has kept it locked for %d seconds: end that one".formatted(patience);
      case READONLY -> "it may not be written to: change its permissions";
      case CORRUPT -> "it is damaged: restore it from a backup or name another file";
      case FULL -> "the disk is full: make room and run the study again, it goes on";
      case CANTOPEN -> "it cannot be opened: check the permissions of file and folder";
      case NOTADB -> "it is not a database of studies: name another file";
      default -> failure.getMessage();
    };
  }
}
