package jacquard.fashion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import jacquard.Mutations;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
  private static final int ITEMS = 20;
  private static final byte[] PIXELS = IdxFiles.random(ITEMS * 784, 256, 1);
  private static final byte[] LABELS = IdxFiles.random(ITEMS, 10, 2);
  private static final byte[] IMAGE_FILE = IdxFiles.images(ITEMS, PIXELS);
  private static final byte[] LABEL_FILE = IdxFiles.labels(ITEMS, LABELS);

  @TempDir Path folder;

  @Test
  void readsPlainAndCompressedFilesByContentNotByName() throws Exception {
    assertArrayEquals(PIXELS, readImages(IMAGE_FILE));
    assertArrayEquals(PIXELS, readImages(IdxFiles.gzip(IMAGE_FILE)));
    assertArrayEquals(LABELS, readLabels(LABEL_FILE));
    assertArrayEquals(LABELS, readLabels(IdxFiles.gzip(LABEL_FILE)));
  }

  @Test
  void readsGzipHeadersWithEveryOptionalField() throws Exception {
    byte[] plain = IdxFiles.gzip(LABEL_FILE);
    var full = new ByteArrayOutputStream();
    full.write(plain, 0, 3);
    full.write(2 | 4 | 8 | 16); // header checksum, extra field, name, comment
    full.write(plain, 4, 6);
    full.writeBytes(new byte[] {3, 0, 'x', 'y', 'z'});
    full.writeBytes("name\0comment\0".getBytes());
    full.writeBytes(new byte[] {0, 0});
    full.write(plain, 10, plain.length - 10);
    assertArrayEquals(LABELS, readLabels(full.toByteArray()));
  }

  @Test
  void verifiesTheChecksumOfTheUncompressedContent() throws Exception {
    var sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(LABEL_FILE));
    var file = write(IdxFiles.gzip(LABEL_FILE));
    var format = IdxFormat.labels(ITEMS);
    assertArrayEquals(LABELS, IdxReader.read(file, format.withSha256(sum)));
    assertThatThrownBy(() -> IdxReader.read(file, format.withSha256("00" + sum.substring(2))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("SHA-256 of its content is " + sum)
        .hasMessageContaining("fetch it again from http://");
  }

  @Test
  void saysWhereAFileIsMissing() {
    assertThatThrownBy(() -> IdxReader.read(folder.resolve("none"), IdxFormat.images(ITEMS)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(folder.resolve("none") + " does not exist; fetch it from http://");
    assertThatThrownBy(() -> IdxReader.read(folder, IdxFormat.images(ITEMS)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not a file");
  }

  @Test
  void seesSwappedFiles() {
    refusesImages(LABEL_FILE, "holds labels where images are expected: files seem to be swapped");
    refusesLabels(IMAGE_FILE, "holds images where labels are expected: files seem to be swapped");
    refusesImages(
        IdxFiles.header(2051, 10_000, 28, 28),
        "holds 10000 images where 20 are expected: training and test files seem to be swapped");
  }

  @Test
  void refusesForeignFiles() {
    refusesImages("PK\3\4 a zip".getBytes(), "is not an IDX file of images: it begins with 504b");
    refusesImages("<html><body>".getBytes(), "is not an IDX file of images: it begins with 3c68");
    refusesImages(
        IdxFiles.header(2051, ITEMS, 32, 28), "images with a side of 32 pixels where 28 are");
  }

  @Test
  void refusesEveryTruncation() {
    refusesImages(new byte[0], "is truncated: it ends after 0 of 15696 bytes");
    refusesImages(Arrays.copyOf(IMAGE_FILE, 10), "is truncated: it ends after 10 of 15696");
    refusesImages(Arrays.copyOf(IMAGE_FILE, 15_695), "is truncated: it ends after 15695 of");
    byte[] gzip = IdxFiles.gzip(IMAGE_FILE);
    for (int length : new int[] {2, 9, 15, 100, gzip.length - 9, gzip.length - 1}) {
      refusesImages(Arrays.copyOf(gzip, length), "is truncated");
    }
  }

  @Test
  void refusesTrailingBytes() {
    refusesImages(Arrays.copyOf(IMAGE_FILE, 15_697), "goes on after the 15696 bytes");
    refusesImages(IdxFiles.gzip(Arrays.copyOf(IMAGE_FILE, 15_697)), "goes on after the 15696");
    byte[] gzip = IdxFiles.gzip(IMAGE_FILE);
    refusesImages(IdxFiles.concat(gzip, new byte[1]), "more bytes after the gzip data");
    refusesImages(IdxFiles.concat(gzip, gzip), "more bytes after the gzip data");
  }

  @Test
  void refusesDamagedCompression() {
    byte[] gzip = IdxFiles.gzip(IMAGE_FILE);
    gzip[gzip.length - 8] ^= 1;
    refusesImages(gzip, "is damaged: wrong CRC-32");
    gzip[gzip.length - 8] ^= 1;
    gzip[gzip.length - 1] ^= 1;
    refusesImages(gzip, "is damaged: wrong length");
    gzip[gzip.length - 1] ^= 1;
    gzip[2] = 9;
    refusesImages(gzip, "is damaged: unknown compression method");
  }

  @Test
  void refusesLabelsBeyondNine() {
    byte[] wrong = LABEL_FILE.clone();
    wrong[8 + 7] = (byte) 200;
    refusesLabels(wrong, "holds label 200 at item 7; labels are 0 to 9");
  }

  @Test
  void hugeDeclaredSizesAllocateNothing() {
    refusesImages(IdxFiles.header(2051, -1, -1, -1), "holds 4294967295 images where 20 are");
    refusesImages(IdxFiles.header(2051, Integer.MAX_VALUE, 28, 28), "holds 2147483647 images");
    refusesImages(IdxFiles.header(2051, ITEMS, -1, 28), "a side of 4294967295 pixels");
  }

  @Test
  void hostileCompressionIsBounded() throws Exception {
    // 64 MB of zeros behind a right header: only one byte beyond the expected ones is inflated.
    byte[] bomb = IdxFiles.gzip(IdxFiles.concat(IMAGE_FILE, new byte[64 << 20]));
    refusesImages(bomb, "goes on after the 15696 bytes");
    // A row of empty members overflows the stack of GZIPInputStream.
    var members = new ByteArrayOutputStream();
    for (int i = 0; i < 50_000; i++) members.writeBytes(IdxFiles.gzip(new byte[0]));
    refusesImages(members.toByteArray(), "is damaged: more bytes after the gzip data");
    byte[] endless = Arrays.copyOf(new byte[] {0x1F, (byte) 0x8B, 8, 8}, 1 << 20);
    Arrays.fill(endless, 10, endless.length, (byte) 'n');
    refusesImages(endless, "endless name in the gzip header");
  }

  @Test
  void mutatedFilesAreReadOrRefusedInOneSentence() throws Exception {
    var mutations = new Mutations(folder.resolve("mutated"), 1 << 20, DataException.class);
    for (byte[] good : new byte[][] {IMAGE_FILE, IdxFiles.gzip(IMAGE_FILE)}) {
      int refused =
          mutations.survive(good, 3, file -> IdxReader.read(file, IdxFormat.images(ITEMS)));
      assertThat(refused).isGreaterThan(Mutations.COUNT / 3);
    }
    for (byte[] good : new byte[][] {LABEL_FILE, IdxFiles.gzip(LABEL_FILE)}) {
      mutations.survive(good, 4, file -> IdxReader.read(file, IdxFormat.labels(ITEMS)));
    }
  }

  private void refusesImages(byte[] content, String reason) {
    assertThatThrownBy(() -> readImages(content))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(folder.resolve("file").toString())
        .hasMessageContaining(reason);
  }

  private void refusesLabels(byte[] content, String reason) {
    assertThatThrownBy(() -> readLabels(content))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason);
  }

  private byte[] readImages(byte[] content) throws Exception {
    return IdxReader.read(write(content), IdxFormat.images(ITEMS));
  }

  private byte[] readLabels(byte[] content) throws Exception {
    return IdxReader.read(write(content), IdxFormat.labels(ITEMS));
  }

  private Path write(byte[] content) throws Exception {
    return Files.write(folder.resolve("file"), content);
  }
}
