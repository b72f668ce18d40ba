package jacquard.optimize.tune.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where the tables are: the seam for other databases than SQLite. The statements themselves are
 * standard SQL with {@code ON CONFLICT}, which PostgreSQL and SQLite share.
 */
public interface Database {
  /** What it is called in messages. */
  String name();

  /**
   * Connects. Transactions of the connection must follow one another as if they were alone
   * (serializable, or with a write lock from their beginning), and what is committed is kept.
   */
  Connection connect() throws SQLException;

  /**
   * Whether commits from now on are to survive a power cut too, and not only the end of the
   * process: that takes a disk milliseconds.
   */
  void sync(Connection connection, boolean wanted) throws SQLException;

  /** Who is alive among those that use it. */
  Workers workers();

  /** Why a statement failed and how to mend it, to follow {@code "<name>: "}. */
  String explain(SQLException failure);

  /** Tells the living from the dead, so that trials of processes that ended are not waited for. */
  interface Workers extends AutoCloseable {
    /** Opens or changes the tables while nobody else does. */
    void alone(Runnable work);

    /** Is alive under this number from now on, until closed or until its process ends. */
    void join(long worker);

    /** Whether that worker, which has joined some day, still is. */
    boolean isAlive(long worker);

    @Override
    void close();
  }
}
