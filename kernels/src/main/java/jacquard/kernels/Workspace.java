package jacquard.kernels;

import java.util.function.Supplier;

/**
 * What a kernel call may use besides its arguments: threads, and memory that outlives the call.
 * Kernels allocate nothing per call; what they need (packing buffers, the record of a region's
 * arguments) they keep here, in a {@link Slot} of their own, made at the first call and reused.
 *
 * <p>Belongs to one thread at a time.
 */
public final class Workspace {
  /** A kernel's own place in every workspace. Declare it {@code static final}. */
  public static final class Slot<T> {
    private static int count;
    private final int index;
    private final Supplier<T> factory;

    private Slot(int index, Supplier<T> factory) {
      this.index = index;
      this.factory = factory;
    }

    /** A new slot whose content is made by {@code factory} when a workspace first needs it. */
    public static synchronized <T> Slot<T> of(Supplier<T> factory) {
      return new Slot<>(count++, factory);
    }
  }

  private final Parallel parallel;
  private Object[] contents = new Object[32];

  /** A workspace whose kernels run on {@code parallel}. */
  public Workspace(Parallel parallel) {
    this.parallel = parallel;
  }

  /** A workspace for the caller's thread alone. */
  public static Workspace inline() {
    return new Workspace(Parallel.inline());
  }

  /** The threads that kernels run on. */
  public Parallel parallel() {
    return parallel;
  }

  /** This workspace's content of the slot. */
  @SuppressWarnings("unchecked")
  public <T> T get(Slot<T> slot) {
    if (slot.index >= contents.length) {
      contents = java.util.Arrays.copyOf(contents, Math.max(slot.index + 1, 2 * contents.length));
    }
    var content = contents[slot.index];
    if (content == null) contents[slot.index] = content = slot.factory.get();
    return (T) content;
  }
}
