package jacquard.engine.tensor;

/** An array that tensors share. An arena may take the array back; the buffer is then empty. */
final class Buffer {
  private Object array;
  private final boolean lent;

  /** {@code lent}: the array belongs to an arena. */
  Buffer(Object array, boolean lent) {
    this.array = array;
    this.lent = lent;
  }

  Buffer(Object array) {
    this(array, false);
  }

  Object array() {
    if (array == null) {
      throw new IllegalStateException(
          "this tensor's memory was recycled when its step ended: detach() it inside the step");
    }
    return array;
  }

  /** Empties a lent buffer; returns its array, or null if there is nothing to give back. */
  Object recycle() {
    if (!lent) return null;
    var recycled = array;
    array = null;
    return recycled;
  }
}
