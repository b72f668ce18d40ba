package jacquard.fashion.data;

import java.util.Arrays;
import java.util.Optional;

/**
 * What an IDX file (LeCun's format: magic, sizes, then unsigned bytes) is expected to hold.
 *
 * @param content images or labels
 * @param items how many
 * @param sha256 of the uncompressed file, in lower-case hexadecimal, where it is known
 */
public record IdxFormat(Content content, int items, Optional<String> sha256) {
  /** The two kinds of file. */
  public enum Content {
    /** Unsigned bytes {@code [n, 28, 28]}. */
    IMAGES("images", 2051, FashionMnist.SIDE, FashionMnist.SIDE),
    /** Unsigned bytes {@code [n]}, 0 to 9. */
    LABELS("labels", 2049);

    final String title;
    final int magic;
    final int[] itemShape;

    Content(String title, int magic, int... itemShape) {
      this.title = title;
      this.magic = magic;
      this.itemShape = itemShape;
    }

    int itemBytes() {
      return Arrays.stream(itemShape).reduce(1, (a, b) -> a * b);
    }
  }

  /** Images of 28x28, whatever their checksum. */
  public static IdxFormat images(int items) {
    return new IdxFormat(Content.IMAGES, items, Optional.empty());
  }

  /** Labels, whatever their checksum. */
  public static IdxFormat labels(int items) {
    return new IdxFormat(Content.LABELS, items, Optional.empty());
  }

  /** The same, of known content. */
  public IdxFormat withSha256(String hex) {
    return new IdxFormat(content, items, Optional.of(hex));
  }

  /** Magic and sizes. */
  int headerBytes() {
    return 4 * (2 + content.itemShape.length);
  }

  /** Everything after the header. */
  int dataBytes() {
    return Math.multiplyExact(items, content.itemBytes());
  }
}
