package jacquard.fashion.data;

/**
 * Data or a picture that cannot be used. The message is one sentence for the user: what is wrong,
 * where, and how to mend it. Unchecked, since nothing between the reader and the command line can
 * do better than show it.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the sentence to show. */
  public DataException(String message) {
    super(message);
  }

  /** With the sentence to show and what lies beneath. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
