package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ThreadPoolTest {
  /** Fewer participants than processors, as many, and (on most machines) more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyPartRunsExactlyOnceInEveryRegion(int threads) {
    try (var pool = Parallel.of(threads)) {
      assertEquals(threads, pool.threads());
      var runs = new AtomicIntegerArray(threads);
      int regions = 3000;
      for (int i = 1; i <= regions; i++) {
        pool.run((part, parts) -> {
          assertEquals(threads, parts);
          runs.incrementAndGet(part);
        });
        for (int part = 0; part < threads; part++) assertEquals(i, runs.get(part));
      }
    }
  }

  @Test
  void writesOfPartsAreVisibleToTheCallerAndToTheNextRegion() {
    try (var pool = new ThreadPool(3)) {
      var values = new int[3]; // plain memory
      for (int i = 0; i < 3000; i++) {
        int shift = i; // in every region an element is written by another part
        pool.run((part, parts) -> values[(part + shift) % parts]++);
      }
      assertArrayEquals(new int[] {3000, 3000, 3000}, values);
    }
  }

  @Test
  void partsRunOnSeveralThreadsAtOnce() {
    try (var pool = new ThreadPool(2)) {
      var bothAreIn = new CountDownLatch(2);
      pool.run((part, parts) -> {
        bothAreIn.countDown();
        await(bothAreIn);
      });
      assertEquals(0, bothAreIn.getCount());
    }
  }

  @Test
  void threadsWakeAfterTheyHaveParked() throws InterruptedException {
    try (var pool = new ThreadPool(2)) {
      var runs = new AtomicInteger();
      for (int i = 0; i < 20; i++) {
        Thread.sleep(2);
        pool.run((part, parts) -> runs.incrementAndGet());
      }
      assertEquals(40, runs.get());
    }
  }

  @Test
  void aRegionInsideARegionRunsInlineWithTheSameSplit() {
    try (var pool = new ThreadPool(2)) {
      var inner = new AtomicIntegerArray(2);
      pool.run((part, parts) -> {
        var outer = Thread.currentThread();
        pool.run((innerPart, innerParts) -> {
          assertSame(outer, Thread.currentThread());
          assertEquals(2, innerParts);
          inner.incrementAndGet(innerPart);
        });
      });
      assertEquals(2, inner.get(0));
      assertEquals(2, inner.get(1));
    }
  }

  @Test
  void manyCallersShareAPool() throws InterruptedException {
    try (var pool = new ThreadPool(3)) {
      int callers = 4;
      var sums = new long[callers];
      var threads = new Thread[callers];
      for (int c = 0; c < callers; c++) {
        int caller = c;
        Runnable work =
            () -> {
              var partial = new long[3];
              for (int i = 0; i < 1000; i++) pool.run((part, parts) -> partial[part] += part + 1);
              sums[caller] = Arrays.stream(partial).sum();
            };
        threads[c] = c % 2 == 0 ? Thread.ofVirtual().start(work) : Thread.ofPlatform().start(work);
      }
      for (var thread : threads) thread.join();
      for (long sum : sums) assertEquals(6000, sum);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFirstExceptionIsThrownOnceAllPartsAreDone(boolean closed) {
    var pool = new ThreadPool(3);
    if (closed) pool.close();
    var done = new AtomicInteger();
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                pool.run((part, parts) -> {
                  done.incrementAndGet();
                  if (part != 1) throw new IllegalStateException("part " + part);
                }));
    assertEquals(3, done.get());
    assertEquals(1, thrown.getSuppressed().length);
    assertTrue(thrown.getMessage().startsWith("part "));

    pool.run((part, parts) -> done.incrementAndGet());
    assertEquals(6, done.get());
    pool.close();
  }

  @Test
  void errorsAreThrownAsTheyAre() {
    try (var pool = new ThreadPool(2)) {
      var error = new AssertionError("the same from every part");
      assertSame(
          error,
          assertThrows(
              AssertionError.class,
              () ->
                  pool.run((part, parts) -> {
                    throw error;
                  })));
      assertEquals(0, error.getSuppressed().length);
    }
  }

  @Test
  void aClosedPoolRunsInlineAndItsThreadsEnd() throws InterruptedException {
    var pool = new ThreadPool(2);
    var worker = new Thread[1];
    var bothAreIn = new CountDownLatch(2);
    var caller = Thread.currentThread();
    pool.run((part, parts) -> {
      if (Thread.currentThread() != caller) worker[0] = Thread.currentThread();
      bothAreIn.countDown();
      await(bothAreIn);
    });
    assertTrue(worker[0].isDaemon());
    pool.close();
    pool.close();
    assertTrue(worker[0].join(Duration.ofSeconds(5)));

    pool.run((part, parts) -> assertSame(caller, Thread.currentThread()));
  }

  @Test
  void anInterruptedCallerStillWaitsAndStaysInterrupted() {
    try (var pool = new ThreadPool(2)) {
      var done = new AtomicInteger();
      Thread.currentThread().interrupt();
      pool.run((part, parts) -> {
        long end = System.nanoTime() + 2_000_000;
        while (System.nanoTime() < end) Thread.onSpinWait();
        done.incrementAndGet();
      });
      assertTrue(Thread.interrupted());
      assertEquals(2, done.get());
    }
  }

  @Test
  void aRunAllocatesNothing() {
    try (var pool = new ThreadPool(2)) {
      var runs = new AtomicInteger();
      Parallel.Region region = (part, parts) -> runs.incrementAndGet();
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      for (int i = 0; i < 2000; i++) pool.run(region);
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) pool.run(region);
      assertEquals(0, threads.getCurrentThreadAllocatedBytes() - before, 1000);
    }
  }

  @Test
  void aPoolOfNoThreadsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Parallel.of(0));
    assertSame(Parallel.inline(), Parallel.of(1));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
