package jacquard.engine.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * The batches of one epoch. A daemon thread fills a small ring of buffers ahead of the reader:
 * asking for the next batch gives the last one's memory back. Belongs to one thread; close it.
 */
public final class Batches implements Iterator<Batch>, AutoCloseable {
  /** One buffer is read while another is filled and a third waits: enough to hide any jitter. */
  private static final int RING = 3;

  /** A batch with its number; the thread's last word, after a failure, has no batch. */
  record Slot(Batch batch, int index) {}

  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(RING);
  private final BlockingQueue<Slot> filled = new ArrayBlockingQueue<>(RING + 1);
  private final DataLoader loader;
  private final Consumer<Slot> filler;
  private final int count;
  private final Thread thread;
  private Throwable failure; // written before the thread's last word, read after it
  private Batch lent;
  private int next;

  Batches(DataLoader loader, Consumer<Slot> filler, int first) {
    this.loader = loader;
    this.filler = filler;
    this.count = loader.batchCount();
    this.next = first;
    thread = Thread.ofPlatform().daemon().name("jacquard-data").start(() -> work(first));
  }

  private void work(int first) {
    try {
      for (int index = first; index < count; index++) {
        var slot = new Slot(buffer(index, index - first), index);
        filler.accept(slot);
        filled.put(slot);
      }
    } catch (InterruptedException e) {
      failure = e; // closed
    } catch (Throwable e) {
      failure = e;
      filled.add(new Slot(null, 0));
    }
  }

  /** New memory until the ring is full and for the last batch, which may be smaller. */
  private Batch buffer(int index, int made) throws InterruptedException {
    return made < RING || index == count - 1 ? loader.allocate(index) : free.take();
  }

  @Override
  public boolean hasNext() {
    return next < count;
  }

  /**
   * The next batch, as soon as it is ready.
   *
   * @throws IllegalStateException if the data set threw; that is the cause
   */
  @Override
  public Batch next() {
    if (!hasNext()) throw new NoSuchElementException("the epoch has " + count + " batches");
    if (lent != null) free.offer(lent);
    lent = take();
    next++;
    return lent;
  }

  private Batch take() {
    try {
      var slot = filled.take();
      if (slot.batch() != null) return slot.batch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    }
    throw new IllegalStateException(
        "reading batch %d failed: %s".formatted(next, failure.getMessage()), failure);
  }

  /** Stops reading ahead. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
