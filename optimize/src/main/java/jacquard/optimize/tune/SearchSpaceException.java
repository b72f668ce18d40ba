package jacquard.optimize.tune;

/**
 * A range that contradicts itself, or a parameter that is suggested with another range than before.
 * Every further trial would fail in the same way, so {@link Study#optimize} ends with it.
 */
public final class SearchSpaceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  SearchSpaceException(String message) {
    super(message);
  }
}
