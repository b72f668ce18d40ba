package jacquard.optimize.factorize;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A canonical Huffman code (Huffman 1952): frequent symbols take few bits, and the lengths alone
 * say which. A single symbol takes one bit.
 */
final class Huffman {
  private static final int MAX_LENGTH = 56;

  private record Entry(int symbol, int length) {}

  private record Tree(long count, int order, int symbol, Tree left, Tree right) {}

  private final int[] lengths; // by symbol
  private final long[] codes; // by symbol
  private final int[] symbols; // by code
  private final int[] counts = new int[MAX_LENGTH + 1]; // codes of each length

  private Huffman(List<Entry> entries, int alphabet) {
    lengths = new int[alphabet];
    codes = new long[alphabet];
    entries.sort(Comparator.comparingInt(Entry::length).thenComparingInt(Entry::symbol));
    symbols = entries.stream().mapToInt(Entry::symbol).toArray();
    long code = 0;
    int last = 0;
    for (var entry : entries) {
      code <<= entry.length - last;
      last = entry.length;
      lengths[entry.symbol] = entry.length;
      codes[entry.symbol] = code++;
      counts[entry.length]++;
    }
  }

  /** The best code for symbols that occur so often; at least one does. */
  static Huffman of(long[] frequencies) {
    var queue =
        new PriorityQueue<Tree>(
            Comparator.comparingLong(Tree::count).thenComparingInt(Tree::order));
    for (int s = 0; s < frequencies.length; s++) {
      if (frequencies[s] > 0) queue.add(new Tree(frequencies[s], s, s, null, null));
    }
    int order = frequencies.length;
    if (queue.size() == 1) {
      var entries = new ArrayList<>(List.of(new Entry(queue.poll().symbol, 1)));
      return new Huffman(entries, frequencies.length);
    }
    while (queue.size() > 1) {
      var a = queue.poll();
      var b = queue.poll();
      queue.add(new Tree(a.count + b.count, order++, -1, a, b));
    }
    var entries = new ArrayList<Entry>();
    collect(queue.poll(), 0, entries);
    return new Huffman(entries, frequencies.length);
  }

  private static void collect(Tree tree, int depth, List<Entry> entries) {
    if (tree.left == null) {
      entries.add(new Entry(tree.symbol, depth));
    } else {
      collect(tree.left, depth + 1, entries);
      collect(tree.right, depth + 1, entries);
    }
  }

  /** Writes how long each symbol's code is. */
  void write(DataOutput out) throws IOException {
    out.writeShort(symbols.length);
    for (int symbol : symbols) {
      out.writeByte(symbol);
      out.writeByte(lengths[symbol]);
    }
  }

  /**
   * Reads a code for an alphabet of at most 256 symbols.
   *
   * @throws IOException if these are not the lengths of a code
   */
  static Huffman read(DataInput in, int alphabet) throws IOException {
    int n = in.readUnsignedShort();
    if (n < 1 || n > alphabet) throw new IOException("a code of " + n + " symbols");
    var entries = new ArrayList<Entry>();
    var seen = new boolean[alphabet];
    double space = 0;
    for (int i = 0; i < n; i++) {
      var entry = new Entry(in.readUnsignedByte(), in.readUnsignedByte());
      if (entry.symbol >= alphabet || seen[entry.symbol]) throw new IOException("a wrong symbol");
      if (entry.length < 1 || entry.length > MAX_LENGTH) throw new IOException("a wrong length");
      seen[entry.symbol] = true;
      entries.add(entry);
      space += Math.scalb(1.0, -entry.length);
    }
    if (space > 1) throw new IOException("lengths of no code");
    return new Huffman(entries, alphabet);
  }

  /** Appends a symbol. */
  void encode(int symbol, BitWriter out) {
    out.write(codes[symbol], lengths[symbol]);
  }

  /**
   * Reads a symbol.
   *
   * @throws IOException if the bits are none, or are used up
   */
  int decode(BitReader in) throws IOException {
    long code = 0;
    long first = 0;
    int index = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      code |= in.read();
      if (code - first < counts[length]) return symbols[index + (int) (code - first)];
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new IOException("bits of no symbol");
  }

  /** How many bits the symbols take together. */
  long bits(long[] frequencies) {
    long bits = 0;
    for (int s = 0; s < frequencies.length; s++) bits += frequencies[s] * lengths[s];
    return bits;
  }

  /** Bits, the first the highest of a byte. */
  static final class BitWriter {
    private final byte[] bytes;
    private long position;

    BitWriter(long bits) {
      bytes = new byte[Math.toIntExact((bits + 7) / 8)];
    }

    private void write(long code, int length) {
      for (int i = length - 1; i >= 0; i--, position++) {
        bytes[(int) (position >> 3)] |= (byte) ((code >> i & 1) << 7 - (position & 7));
      }
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** What a {@link BitWriter} wrote. */
  static final class BitReader {
    private final byte[] bytes;
    private long position;

    BitReader(byte[] bytes) {
      this.bytes = bytes;
    }

    private int read() throws IOException {
      int at = (int) (position >> 3);
      if (at >= bytes.length) throw new IOException("the bits end early");
      return bytes[at] >> 7 - (position++ & 7) & 1;
    }
  }
}
