package jacquard.engine.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory for the tensors of a step: buffers go back to a pool keyed by type and length when the
 * step ends, so that a steady training loop allocates next to nothing. Outside a step it hands out
 * plain memory for the garbage collector. Belongs to one thread at a time.
 */
public final class Arena {
  private record Key(DType dtype, int length) {}

  private final Map<Key, ArrayDeque<Object>> free = new HashMap<>();
  private final List<Tensor> lent = new ArrayList<>();
  private boolean open;

  /** An arena that has lent nothing yet. */
  public Arena() {}

  /** Starts a step. */
  public void open() {
    if (open) throw new IllegalStateException("a step is already open: steps do not nest");
    open = true;
  }

  /** Ends a step: every tensor it lent becomes unreadable and its memory reusable. */
  public void close() {
    for (var tensor : lent) release(tensor);
    lent.clear();
    open = false;
  }

  /** Whether a step is open. */
  public boolean isOpen() {
    return open;
  }

  /**
   * A tensor whose content is undefined: whoever asks for it overwrites all of it.
   *
   * @param origin where it comes from, or {@code null}
   */
  public Tensor allocate(DType dtype, Shape shape, Origin origin) {
    var pooled = open ? free.get(new Key(dtype, shape.size())) : null;
    var array = pooled == null ? null : pooled.poll();
    if (array == null) array = dtype.newArray(shape.size());
    var tensor = new Tensor(shape, dtype, new Buffer(array, open), origin, origin != null);
    if (open) lent.add(tensor);
    return tensor;
  }

  /** Takes a tensor of the open step back early. Its memory must not be in use any more. */
  public void release(Tensor tensor) {
    if (!open) return;
    var array = tensor.buffer().recycle();
    if (array == null) return;
    free.computeIfAbsent(new Key(tensor.dtype(), tensor.size()), _ -> new ArrayDeque<>())
        .push(array);
  }
}
