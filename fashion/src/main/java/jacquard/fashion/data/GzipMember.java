package jacquard.fashion.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The content of a gzip file (RFC 1952) of exactly one member. {@link
 * java.util.zip.GZIPInputStream} also takes concatenated members, and a hostile row of empty ones
 * overflows its stack; here whatever follows the first member is an error.
 */
final class GzipMember extends InflaterInputStream {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_NAME = 1 << 16;

  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final CRC32 crc = new CRC32();
  private boolean ended;

  /** Reads the header. */
  GzipMember(InputStream file) throws IOException {
    super(file, new Inflater(true), BUFFER);
    skipHeader(new DataInputStream(file));
  }

  private static void skipHeader(DataInputStream in) throws IOException {
    if (in.readUnsignedShort() != 0x1F8B) throw new ZipException("no gzip magic");
    if (in.readUnsignedByte() != 8) throw new ZipException("unknown compression method");
    int flags = in.readUnsignedByte();
    in.skipNBytes(6); // time, hints, operating system
    if ((flags & HAS_EXTRA) != 0) {
      in.skipNBytes(in.readUnsignedByte() | in.readUnsignedByte() << 8);
    }
    if ((flags & HAS_NAME) != 0) skipText(in);
    if ((flags & HAS_COMMENT) != 0) skipText(in);
    if ((flags & HAS_HEADER_CRC) != 0) in.skipNBytes(2);
  }

  private static void skipText(DataInputStream in) throws IOException {
    for (int length = 0; in.readUnsignedByte() != 0; length++) {
      if (length == LONGEST_NAME) throw new ZipException("endless name in the gzip header");
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (ended) return -1;
    int count = super.read(bytes, offset, length);
    if (count > 0) {
      crc.update(bytes, offset, count);
    } else if (count < 0) {
      ended = true;
      checkTrailer();
    }
    return count;
  }

  /** The checksum and the length behind the compressed data, both little-endian; then nothing. */
  private void checkTrailer() throws IOException {
    int unread = inf.getRemaining();
    var trailer = new byte[9];
    int have = Math.min(unread, trailer.length);
    System.arraycopy(buf, len - unread, trailer, 0, have);
    have += in.readNBytes(trailer, have, trailer.length - have);
    if (have < 8) throw new EOFException("the gzip trailer is missing");
    if (have > 8) throw new ZipException("more bytes after the gzip data");
    if (littleEndian(trailer, 0) != (int) crc.getValue()) throw new ZipException("wrong CRC-32");
    if (littleEndian(trailer, 4) != (int) inf.getBytesWritten()) {
      throw new ZipException("wrong length");
    }
  }

  private static int littleEndian(byte[] bytes, int at) {
    return bytes[at] & 0xFF
        | (bytes[at + 1] & 0xFF) << 8
        | (bytes[at + 2] & 0xFF) << 16
        | bytes[at + 3] << 24;
  }

  @Override
  public void close() throws IOException {
    inf.end();
    super.close();
  }
}
