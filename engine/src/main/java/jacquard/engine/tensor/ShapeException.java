package jacquard.engine.tensor;

/** Shapes that do not fit together; the message shows them, and the layer where that is known. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** The message is one sentence. */
  public ShapeException(String message) {
    super(message);
  }

  /** The same message with the place where it happened in front. */
  public ShapeException in(String layer) {
    return new ShapeException(layer + ": " + getMessage());
  }
}
