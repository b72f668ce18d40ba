package jacquard;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Feeds a reader damaged copies of a good file.
 *
 * @param file where the copies are put
 * @param maxBytes how much the reader may allocate for one
 * @param refusal the only exception that may come
 */
public record Mutations(Path file, long maxBytes, Class<? extends RuntimeException> refusal) {
  /** 500 in {@code mvn verify}, 10,000 in {@code -Pfull}. */
  public static final int COUNT = Boolean.getBoolean("jacquard.full") ? 10_000 : 500;

  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The same with copies whose bytes are damaged anywhere. */
  public int survive(byte[] good, long seed, Consumer<Path> reader) throws IOException {
    return survive(random -> mutate(good, random), seed, reader);
  }

  /**
   * Any of the copies may be read, or refused with a message of one line that begins with the file;
   * each within five seconds and the given memory.
   *
   * @return how many were refused
   */
  public int survive(Function<Random, byte[]> mutant, long seed, Consumer<Path> reader)
      throws IOException {
    var random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < COUNT; i++) {
      Files.write(file, mutant.apply(random));
      long start = System.nanoTime();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      var name = "mutation %d of seed %d".formatted(i, seed);
      if (isRefused(name, reader)) refused++;
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertTrue(bytes < maxBytes, name + " allocated " + bytes);
      assertTrue(System.nanoTime() - start < PATIENCE_NANOS, name + " took too long");
    }
    return refused;
  }

  private boolean isRefused(String name, Consumer<Path> reader) {
    try {
      reader.accept(file);
      return false;
    } catch (Throwable e) {
      if (!refusal.isInstance(e)) throw new AssertionError(name, e);
      assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
      assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
      return true;
    }
  }

  private static byte[] mutate(byte[] good, Random random) {
    var bytes = good.clone();
    // Headers decide most, so half of all changes fall there.
    int reach = random.nextBoolean() ? Math.min(64, bytes.length) : bytes.length;
    switch (random.nextInt(5)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length)); // cut
      case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100)); // longer
      case 2 -> bytes[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
      case 3 -> { // a run of one value: sizes of 0, -1, the largest
        byte value = (byte) new int[] {0, 0xFF, 0x7F, 0x80}[random.nextInt(4)];
        int from = random.nextInt(reach);
        Arrays.fill(bytes, from, Math.min(from + 1 + random.nextInt(4), bytes.length), value);
      }
      default -> {
        for (int i = random.nextInt(16); i >= 0; i--) {
          bytes[random.nextInt(reach)] = (byte) random.nextInt(256);
        }
      }
    }
    return bytes;
  }
}
