package jacquard.optimize.tune;

/** A storage that cannot be read or written; what was stored before is untouched. */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** One sentence: what, where, how to mend. */
  public StorageException(String message) {
    super(message);
  }

  /** One sentence: what, where, how to mend. */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
