package jacquard.fashion.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * Grey pictures with their classes. The arrays are shared, not copied: leave them as they are.
 *
 * @param images {@code [n, 28, 28]}, unsigned bytes, 0 is the black background
 * @param labels {@code [n]}, the {@link Garment#ordinal()} of each
 */
public record LabeledImages(byte[] images, byte[] labels) {
  /** Checks that there is one label for each image. */
  public LabeledImages {
    if (images.length != labels.length * FashionMnist.PIXELS) {
      throw new IllegalArgumentException(
          images.length + " bytes of images do not match " + labels.length + " labels");
    }
  }

  /** How many there are. */
  public int size() {
    return labels.length;
  }

  /** A copy of one image, {@code [28, 28]}. */
  public byte[] image(int index) {
    int from = index * FashionMnist.PIXELS;
    return Arrays.copyOfRange(images, from, from + FashionMnist.PIXELS);
  }

  /** How many there are of each class. */
  public int[] counts() {
    var counts = new int[FashionMnist.CLASSES];
    for (byte label : labels) counts[label]++;
    return counts;
  }

  /** The first so many of each class (all, where a class has fewer), in their order here. */
  public LabeledImages perClass(int count) {
    var seen = new int[FashionMnist.CLASSES];
    return select(IntStream.range(0, size()).filter(i -> seen[labels[i]]++ < count).toArray());
  }

  /** The SHA-256 of the images and the labels behind them, in hexadecimal digits. */
  public String sha256() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(images);
      return HexFormat.of().formatHex(digest.digest(labels));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Copies of some, in the order given. */
  LabeledImages select(int[] indices) {
    int pixels = FashionMnist.PIXELS;
    var chosen = new byte[indices.length * pixels];
    var classes = new byte[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(images, indices[i] * pixels, chosen, i * pixels, pixels);
      classes[i] = labels[indices[i]];
    }
    return new LabeledImages(chosen, classes);
  }
}
