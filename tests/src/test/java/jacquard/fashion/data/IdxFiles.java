package jacquard.fashion.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files, good and bad. */
final class IdxFiles {
  private IdxFiles() {}

  static byte[] random(int length, int bound, long seed) {
    var random = new Random(seed);
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) bytes[i] = (byte) random.nextInt(bound);
    return bytes;
  }

  static byte[] images(int items, byte[] data) {
    return concat(header(2051, items, 28, 28), data);
  }

  static byte[] labels(int items, byte[] data) {
    return concat(header(2049, items), data);
  }

  static byte[] header(int... fields) {
    var header = ByteBuffer.allocate(4 * fields.length);
    for (int field : fields) header.putInt(field);
    return header.array();
  }

  static byte[] concat(byte[] a, byte[] b) {
    var all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A folder whose four files begin as they should and then end. */
  static Path headersOnly(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(folder, "train-images-idx3-ubyte.gz", gzip(images(60_000, new byte[0])));
    write(folder, "train-labels-idx1-ubyte.gz", gzip(labels(60_000, new byte[0])));
    write(folder, "t10k-images-idx3-ubyte", images(10_000, new byte[0]));
    write(folder, "t10k-labels-idx1-ubyte", labels(10_000, new byte[0]));
    return folder;
  }

  static void write(Path folder, String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }
}
