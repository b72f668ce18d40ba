package jacquard.optimize.factorize;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * Values of which many are zero or equal, without a loss (Han et al. 2016, Deep Compression): the
 * number of zeros before each other value, and that value's number in a list of all that occur;
 * both are Huffman coded.
 */
final class SparseCode {
  private static final int ALPHABET = 256;

  /** So many zeros and no value behind them. */
  private static final int SKIP = ALPHABET - 1;

  /** The most values that a bit can stand for. */
  private static final long VALUES_PER_BIT = ALPHABET;

  private final float[] book; // of values other than 0, ascending by their bits
  private final int[] gaps;
  private final int[] indices; // in the book; -1 behind a gap of SKIP
  private final int count;

  private SparseCode(float[] values, float[] book) {
    this.book = book;
    int[] bits = new int[book.length];
    for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(book[i]);
    var allGaps = new int[values.length + 1];
    var allIndices = new int[values.length + 1];
    int n = 0;
    int zeros = 0;
    for (float value : values) {
      int raw = Float.floatToRawIntBits(value);
      if (raw == 0) {
        if (++zeros < SKIP) continue;
        allGaps[n] = SKIP;
        allIndices[n++] = -1;
      } else {
        allGaps[n] = zeros;
        allIndices[n++] = Arrays.binarySearch(bits, raw);
      }
      zeros = 0;
    }
    gaps = Arrays.copyOf(allGaps, n);
    indices = Arrays.copyOf(allIndices, n);
    count = n;
  }

  /** The code of values, or {@code null} if more than 256 of them are different. */
  static SparseCode of(float[] values) {
    var different = new TreeSet<Integer>();
    for (float value : values) {
      int bits = Float.floatToRawIntBits(value);
      if (bits != 0 && different.add(bits) && different.size() > ALPHABET) return null;
    }
    var book = new float[different.size()];
    int i = 0;
    for (int bits : different) book[i++] = Float.intBitsToFloat(bits);
    return new SparseCode(values, book);
  }

  /** Appends everything but the number of values. */
  void write(DataOutput out) throws IOException {
    out.writeInt(count);
    out.writeShort(book.length);
    for (float value : book) out.writeInt(Float.floatToRawIntBits(value));
    if (count == 0) return;
    var gapCounts = new long[ALPHABET];
    var indexCounts = new long[ALPHABET];
    for (int gap : gaps) gapCounts[gap]++;
    for (int index : indices) if (index >= 0) indexCounts[index]++;
    var gapCode = Huffman.of(gapCounts);
    var indexCode = book.length == 0 ? null : Huffman.of(indexCounts);
    gapCode.write(out);
    if (indexCode != null) indexCode.write(out);
    long size = gapCode.bits(gapCounts) + (indexCode == null ? 0 : indexCode.bits(indexCounts));
    var bits = new Huffman.BitWriter(size);
    for (int i = 0; i < count; i++) {
      gapCode.encode(gaps[i], bits);
      if (indices[i] >= 0) indexCode.encode(indices[i], bits);
    }
    out.writeInt(bits.bytes().length);
    out.write(bits.bytes());
  }

  /**
   * Reads values; whatever the input claims, it is checked before memory is taken.
   *
   * @param size how many values
   * @param left how many bytes are left in the input, at most
   * @throws IOException if this is not a code of so many values
   */
  static float[] read(DataInput in, int size, int left) throws IOException {
    int count = in.readInt();
    int bookSize = in.readUnsignedShort();
    if (count < 0 || bookSize > ALPHABET) throw new IOException("a count of " + count);
    if (size > (VALUES_PER_BIT + 1) * Byte.SIZE * left) throw new IOException("too many values");
    var book = new float[bookSize];
    for (int i = 0; i < bookSize; i++) book[i] = Float.intBitsToFloat(in.readInt());
    if (count == 0) return new float[size];
    var gapCode = Huffman.read(in, ALPHABET);
    var indexCode = bookSize == 0 ? null : Huffman.read(in, bookSize);
    int bytes = in.readInt();
    if (bytes < 0 || bytes > left) throw new IOException("more bits than there are");
    var packed = new byte[bytes];
    in.readFully(packed);
    var bits = new Huffman.BitReader(packed);
    var values = new float[size];
    long at = 0;
    for (int i = 0; i < count; i++) {
      int gap = gapCode.decode(bits);
      at += gap;
      if (gap == SKIP) continue;
      if (at >= size || indexCode == null) throw new IOException("a value behind the end");
      values[(int) at++] = book[indexCode.decode(bits)];
    }
    return values;
  }
}
