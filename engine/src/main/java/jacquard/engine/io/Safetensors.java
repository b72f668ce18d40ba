package jacquard.engine.io;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Named tensors in a file, in Hugging Face's safetensors format: the header's length (8 bytes,
 * little-endian), the header (JSON, padded with spaces to a multiple of 8), then the elements,
 * contiguous and little-endian. Equal content gives equal bytes.
 *
 * @param tensors by name, in the header's order
 * @param metadata free text by key
 */
public record Safetensors(
    SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata) {
  private static final int LENGTH_BYTES = 8;

  /** Larger headers are refused; one of a thousand tensors has about 100 KB. */
  private static final int LARGEST_HEADER = 16 << 20;

  /**
   * Wraps the maps, which are not copied.
   *
   * @throws IllegalArgumentException if a tensor has the name that the format keeps for itself
   */
  public Safetensors {
    if (tensors.containsKey(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException("no tensor can be named " + SafetensorsHeader.METADATA);
    }
    tensors = Collections.unmodifiableSequencedMap(tensors);
    metadata = Collections.unmodifiableSequencedMap(metadata);
  }

  /**
   * Reads a file. Nothing is believed before it is checked: lengths, offsets, types and the sum of
   * all against the file's size.
   *
   * @throws ModelFileException if it cannot be read or is not well formed
   */
  public static Safetensors read(Path file) {
    try (var channel = FileChannel.open(file)) {
      return read(channel);
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e);
    } catch (ModelFileException e) {
      throw e.in(file);
    }
  }

  private static Safetensors read(FileChannel channel) throws IOException {
    int headerBytes = headerLength(channel);
    long dataStart = LENGTH_BYTES + headerBytes;
    long dataBytes = channel.size() - dataStart;
    var header = SafetensorsHeader.parse(headerText(channel, headerBytes), dataBytes);
    checkMemory(dataBytes);
    var elements = new Elements(channel);
    var tensors = new LinkedHashMap<String, Tensor>();
    for (var named : header.entries().entrySet()) {
      var entry = named.getValue();
      var tensor = Tensor.zeros(entry.dtype(), entry.shape());
      elements.read(dataStart + entry.begin(), tensor);
      if (entry.dtype() == DType.BOOL) checkBooleans(named.getKey(), tensor.bytes());
      tensors.put(named.getKey(), tensor);
    }
    return new Safetensors(tensors, header.metadata());
  }

  private static int headerLength(FileChannel channel) throws IOException {
    long rest = channel.size() - LENGTH_BYTES;
    if (rest < 0) {
      throw new ModelFileException("it is too short for a safetensors file: copy it again");
    }
    var buffer = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Elements.readFully(channel, 0, buffer);
    long length = buffer.getLong(0);
    if (length < 0 || length > Math.min(rest, LARGEST_HEADER)) {
      throw new ModelFileException(
          "a header of %s bytes cannot be in it: it was cut off, or is not a safetensors file"
              .formatted(Long.toUnsignedString(length)));
    }
    return (int) length;
  }

  private static String headerText(FileChannel channel, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    Elements.readFully(channel, LENGTH_BYTES, bytes);
    if (length == 0 || bytes.get(0) != '{') {
      throw new ModelFileException("its header is not JSON: it is not a safetensors file");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new ModelFileException("its header is not UTF-8: the file is damaged", e);
    }
  }

  private static void checkMemory(long bytes) {
    long available = Runtime.getRuntime().maxMemory();
    if (bytes > available) {
      throw new ModelFileException(
          "its tensors need %d MB, and Java may use %d MB: give it more with -Xmx"
              .formatted(bytes >> 20, available >> 20));
    }
  }

  private static void checkBooleans(String name, byte[] values) {
    for (byte value : values) {
      if ((value & ~1) != 0) {
        throw new ModelFileException(
            "tensor '%s' is BOOL and holds %d: the file is damaged".formatted(quote(name), value));
      }
    }
  }

  /**
   * Writes or replaces a file, all at once; missing folders are made.
   *
   * @throws ModelFileException if that fails; an earlier file is then as it was
   */
  public void write(Path file) {
    AtomicFile.write(file, this::write);
  }

  /** Appends the whole content. */
  void write(FileChannel channel) throws IOException {
    var json = SafetensorsHeader.of(tensors, metadata).write();
    var header = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
    int padding = -header.remaining() & 7;
    var start = ByteBuffer.allocate(LENGTH_BYTES + header.remaining() + padding);
    start.order(ByteOrder.LITTLE_ENDIAN).putLong(header.remaining() + padding).put(header);
    while (start.hasRemaining()) start.put((byte) ' ');
    Elements.writeFully(channel, start.flip());
    var elements = new Elements(channel);
    for (var name : SafetensorsHeader.inFileOrder(tensors)) elements.write(tensors.get(name));
  }
}
