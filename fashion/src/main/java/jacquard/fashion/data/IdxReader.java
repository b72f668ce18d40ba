package jacquard.fashion.data;

import jacquard.fashion.data.IdxFormat.Content;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipException;

/**
 * Reads IDX files, plain or gzip by their content, whatever their name. What a file must hold is
 * known beforehand ({@link IdxFormat}), so nothing is allocated or decompressed because a file says
 * so: at most the expected bytes and one more are ever read.
 */
public final class IdxReader {
  private static final int CHUNK = 1 << 16;
  private static final String AGAIN = "; delete it and fetch it again from " + FashionMnist.ADDRESS;

  private final Path file;
  private final IdxFormat expected;

  private IdxReader(Path file, IdxFormat expected) {
    this.file = file;
    this.expected = expected;
  }

  /**
   * The data of a file, its header left out.
   *
   * @return unsigned bytes: {@code [items, 28, 28]} of images, {@code [items]} of labels
   * @throws DataException if the file is not what is expected, with the reason
   */
  public static byte[] read(Path file, IdxFormat expected) {
    return new IdxReader(file, expected).read();
  }

  /**
   * Reads the header alone: finds missing, foreign and swapped files at once.
   *
   * @throws DataException if the file is not what is expected, with the reason
   */
  public static void checkHeader(Path file, IdxFormat expected) {
    var reader = new IdxReader(file, expected);
    try (var in = reader.open()) {
      reader.header(in);
    } catch (IOException e) {
      throw reader.unreadable(e);
    }
  }

  private byte[] read() {
    try (var in = open()) {
      var digest = sha256();
      digest.update(header(in));
      var data = new byte[expected.dataBytes()];
      for (int at = 0; at < data.length; ) {
        int count = in.read(data, at, Math.min(CHUNK, data.length - at));
        if (count < 0) throw truncated(expected.headerBytes() + at);
        digest.update(data, at, count);
        at += count;
      }
      if (in.read() >= 0) {
        throw wrong("goes on after the " + size() + " bytes that its header declares" + AGAIN);
      }
      checkSum(digest);
      if (expected.content() == Content.LABELS) checkLabels(data);
      return data;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private InputStream open() throws IOException {
    if (!Files.exists(file)) throw wrong("does not exist; fetch it from " + FashionMnist.ADDRESS);
    if (!Files.isRegularFile(file))
      throw wrong("is not a file; put the published one in its place");
    var in = new BufferedInputStream(Files.newInputStream(file), CHUNK);
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip ? new GzipMember(in) : in;
  }

  private byte[] header(InputStream in) throws IOException {
    var bytes = in.readNBytes(expected.headerBytes());
    var header = ByteBuffer.wrap(bytes);
    if (bytes.length < 8) throw truncated(bytes.length);
    checkMagic(header.getInt());
    checkItems(header.getInt());
    if (bytes.length < expected.headerBytes()) throw truncated(bytes.length);
    for (int side : expected.content().itemShape) checkSide(side, header.getInt());
    return bytes;
  }

  private void checkMagic(int magic) {
    var content = expected.content();
    if (magic == content.magic) return;
    for (var other : Content.values()) {
      if (magic == other.magic) {
        throw wrong(
            "holds %s where %s are expected: files seem to be swapped; give each its own name"
                .formatted(other.title, content.title));
      }
    }
    throw wrong(
        "is not an IDX file of %s: it begins with %08x, not %08x%s"
            .formatted(content.title, magic, content.magic, AGAIN));
  }

  private void checkItems(int items) {
    if (items == expected.items()) return;
    boolean swapped = items == FashionMnist.TRAINING_ITEMS || items == FashionMnist.TEST_ITEMS;
    throw wrong(
        "holds %s %s where %d are expected%s"
            .formatted(
                Integer.toUnsignedString(items),
                expected.content().title,
                expected.items(),
                swapped
                    ? ": training and test files seem to be swapped; give each its own name"
                    : AGAIN));
  }

  private void checkSide(int expectedSide, int side) {
    if (side == expectedSide) return;
    throw wrong(
        "has images with a side of %s pixels where %d are expected%s"
            .formatted(Integer.toUnsignedString(side), expectedSide, AGAIN));
  }

  private void checkLabels(byte[] labels) {
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i] & 0xFF;
      if (label >= FashionMnist.CLASSES) {
        throw wrong("holds label %d at item %d; labels are 0 to 9%s".formatted(label, i, AGAIN));
      }
    }
  }

  private void checkSum(MessageDigest digest) {
    if (expected.sha256().isEmpty()) return;
    var sum = HexFormat.of().formatHex(digest.digest());
    if (sum.equals(expected.sha256().get())) return;
    throw wrong(
        "is damaged or not the published file: the SHA-256 of its content is %s, not %s%s"
            .formatted(sum, expected.sha256().get(), AGAIN));
  }

  private int size() {
    return expected.headerBytes() + expected.dataBytes();
  }

  private DataException truncated(int bytes) {
    return wrong("is truncated: it ends after %d of %d bytes%s".formatted(bytes, size(), AGAIN));
  }

  private DataException unreadable(IOException e) {
    return switch (e) {
      case EOFException _ -> wrong("is truncated: its compressed data ends too early" + AGAIN, e);
      case ZipException _ -> wrong("is damaged: " + e.getMessage() + AGAIN, e);
      default -> wrong("cannot be read: " + e + "; check its permissions and the disk", e);
    };
  }

  private DataException wrong(String what) {
    return new DataException(file + " " + what);
  }

  private DataException wrong(String what, IOException cause) {
    return new DataException(file + " " + what, cause);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
