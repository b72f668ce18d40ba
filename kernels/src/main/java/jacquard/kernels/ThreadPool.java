package jacquard.kernels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Daemon threads that wait for an epoch. A region is published by raising the epoch; every
 * participant claims its own part first and then whatever nobody has claimed yet, so that a part is
 * never held up by a thread that is still being woken (a wake-up takes about 50 us, as long as a
 * small region) or that the operating system has set aside. The caller could finish alone.
 *
 * <p>Waiting spins for {@link #SPIN_NANOS} and then parks. Spinning costs nothing to be woken from
 * where parking adds about 5 us to a region, but it must be bounded, and it is pure loss where
 * there are more participants than processors.
 */
final class ThreadPool implements Parallel {
  /** Longer than the gap between two kernels of a network, shorter than a scheduler's slice. */
  private static final long SPIN_NANOS = 75_000;

  /** The clock is read once in so many turns of a spin. */
  private static final int TURNS_PER_CLOCK = 64;

  /** Two cache lines in longs, as x86 prefetches lines in pairs: no two counters share one. */
  private static final int PAD = 16;

  private static final int EPOCH = 0;

  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(ThreadPool.class, "busy", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int threads;
  private final long spinNanos;
  private final Worker[] workers;

  /**
   * The epoch and the state of every part: {@code 2e - 1} while it runs in epoch {@code e}, {@code
   * 2e} when it is done. They are only ever raised, so a late thread can claim nothing by mistake;
   * and whoever claims a part holds {@link #region} fixed until the part is done.
   */
  private final AtomicLongArray counters;

  @SuppressWarnings("unused") // through BUSY
  private volatile boolean busy;

  private volatile boolean closed;
  private volatile Thread waiter;
  private Region region; // written before the epoch, read after a claim
  private Throwable failure; // guarded by this

  ThreadPool(int threads) {
    this.threads = threads;
    this.spinNanos = threads > Runtime.getRuntime().availableProcessors() ? 0 : SPIN_NANOS;
    this.counters = new AtomicLongArray((1 + threads) * PAD);
    this.workers = new Worker[threads - 1];
    var builder = Thread.ofPlatform().daemon().inheritInheritableThreadLocals(false);
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
      workers[i].thread = builder.name("jacquard-" + (i + 1)).unstarted(workers[i]);
    }
    for (var worker : workers) worker.thread.start();
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public void run(Region region) {
    if (closed || !BUSY.compareAndSet(this, false, true)) {
      runInline(region);
      return;
    }
    Throwable thrown;
    try {
      this.region = region;
      long now = counters.incrementAndGet(EPOCH);
      for (var worker : workers) worker.wake();
      participate(0, now);
      for (int part = 0; part < threads; part++) awaitDone(part, now);
    } finally {
      this.region = null;
      thrown = takeFailure();
      busy = false;
    }
    if (thrown != null) throw ThreadPool.<RuntimeException>sneaky(thrown);
  }

  private void runInline(Region region) {
    Throwable thrown = null;
    for (int part = 0; part < threads; part++) {
      try {
        region.run(part, threads);
      } catch (Throwable e) {
        thrown = merge(thrown, e);
      }
    }
    if (thrown != null) throw ThreadPool.<RuntimeException>sneaky(thrown);
  }

  /** Runs every part of the epoch that is still unclaimed, one's own first. */
  private void participate(int self, long now) {
    for (int i = 0; i < threads; i++) {
      int part = self + i < threads ? self + i : self + i - threads;
      if (!counters.compareAndSet(state(part), 2 * now - 2, 2 * now - 1)) continue;
      try {
        region.run(part, threads);
      } catch (Throwable e) {
        recordFailure(e);
      } finally {
        counters.set(state(part), 2 * now);
        var caller = waiter;
        if (caller != null) LockSupport.unpark(caller);
      }
    }
  }

  private static int state(int part) {
    return (1 + part) * PAD;
  }

  private void awaitDone(int part, long now) {
    if (spinUntil(state(part), 2 * now)) return;
    boolean interrupted = false;
    waiter = Thread.currentThread(); // before the state is read again: see participate
    while (counters.get(state(part)) < 2 * now) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted(); // an interrupted thread would not park
    }
    waiter = null;
    if (interrupted) Thread.currentThread().interrupt();
  }

  /** Whether the counter reached the target before the spin was over. */
  private boolean spinUntil(int counter, long target) {
    if (counters.get(counter) >= target) return true;
    if (spinNanos == 0) return false;
    long deadline = System.nanoTime() + spinNanos;
    do {
      for (int turn = 0; turn < TURNS_PER_CLOCK; turn++) {
        if (counters.get(counter) >= target) return true;
        Thread.onSpinWait();
      }
    } while (System.nanoTime() - deadline < 0);
    return false;
  }

  private synchronized void recordFailure(Throwable e) {
    failure = merge(failure, e);
  }

  private synchronized Throwable takeFailure() {
    var taken = failure;
    failure = null;
    return taken;
  }

  private static Throwable merge(Throwable first, Throwable next) {
    if (first == null) return next;
    if (first != next) first.addSuppressed(next);
    return first;
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneaky(Throwable e) throws T {
    throw (T) e;
  }

  /** Returns at once; parts that are running are completed. */
  @Override
  public void close() {
    closed = true;
    for (var worker : workers) worker.wake();
  }

  private final class Worker implements Runnable {
    private final int self;
    private Thread thread;
    private volatile boolean parked;

    Worker(int self) {
      this.self = self;
    }

    @Override
    public void run() {
      long seen = 0;
      while (!closed) {
        if (!spinUntil(EPOCH, seen + 1)) parkUntil(seen + 1);
        seen = counters.get(EPOCH);
        participate(self, seen);
      }
    }

    private void parkUntil(long next) {
      parked = true; // before the epoch is read again: see wake
      while (counters.get(EPOCH) < next && !closed) LockSupport.park(ThreadPool.this);
      parked = false;
    }

    /** Called after the epoch was raised or the pool closed. */
    void wake() {
      if (parked) LockSupport.unpark(thread);
    }
  }
}
