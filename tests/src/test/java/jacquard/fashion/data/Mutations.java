package jacquard.fashion.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** Feeds a reader damaged copies of a good file. */
final class Mutations {
  /** 500 in {@code mvn verify}, 10,000 in {@code -Pfull}. */
  static final int COUNT = Boolean.getBoolean("jacquard.full") ? 10_000 : 500;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Mutations() {}

  /**
   * Any of the copies may be read or refused with a {@link DataException} of one line; each within
   * the given time and memory.
   *
   * @return how many were refused
   */
  static int survive(byte[] good, Path file, long seed, long maxBytes, Consumer<Path> reader)
      throws Exception {
    var random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < COUNT; i++) {
      Files.write(file, mutate(good, random));
      long start = System.nanoTime();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        reader.accept(file);
      } catch (DataException e) {
        refused++;
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
      } catch (Throwable e) {
        throw new AssertionError("mutation " + i + " of seed " + seed, e);
      }
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertTrue(bytes < maxBytes, "mutation " + i + " allocated " + bytes);
      assertTrue(System.nanoTime() - start < 5_000_000_000L, "mutation " + i + " took too long");
    }
    return refused;
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
