package jacquard.optimize.factorize;

import jacquard.engine.graph.Graph;
import jacquard.engine.io.AtomicFile;
import jacquard.engine.io.ModelFile;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.io.Safetensors;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A model in a small file (Han et al. 2016), decoded when it is loaded: tensors of at most 256
 * different values besides zero, such as pruned ones with shared weights, are coded without a loss,
 * others stand as they are. After eight bytes that say what it is and a checksum of the rest come
 * the names and shapes, deflated, and then the tensors.
 */
public final class CompactFile {
  private static final long MAGIC = 0x4A51_434F_4D50_3031L; // "JQCOMP01"
  private static final int HEAD = Long.BYTES + Integer.BYTES;
  private static final int LARGEST_DIRECTORY = 16 << 20;
  private static final int MAX_RANK = 8;

  private CompactFile() {}

  /**
   * Writes or replaces a file, all at once.
   *
   * @return its size in bytes
   * @throws ModelFileException if that fails; an earlier file is then as it was
   */
  public static long save(Path file, Graph graph, ModelInfo info) {
    var bytes = encode(ModelFile.content(graph, info));
    AtomicFile.write(
        file,
        channel -> {
          var buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) channel.write(buffer);
        });
    return bytes.length;
  }

  /** Whether a file begins like a compact one; {@code false} if it cannot be read. */
  public static boolean is(Path file) {
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      return in.readLong() == MAGIC;
    } catch (IOException e) {
      return false; // whoever reads it says why
    }
  }

  /**
   * Reads a file.
   *
   * @throws ModelFileException if it cannot be read, is damaged, or was not written by {@link
   *     #save}
   */
  public static ModelFile load(Path file) {
    try {
      return ModelFile.of(decode(Files.readAllBytes(file)), List.of());
    } catch (IOException e) {
      throw new ModelFileException(
          "%s: it is no compact model or is damaged (%s): copy it again"
              .formatted(file, String.valueOf(e.getMessage()).replace(file.toString(), "its path")),
          e);
    } catch (ModelFileException e) {
      throw e.in(file);
    }
  }

  static byte[] encode(Safetensors content) {
    try {
      var body = new ByteArrayOutputStream();
      var out = new DataOutputStream(body);
      byte[] directory = directory(content);
      out.writeInt(directory.length);
      out.write(directory);
      for (var tensor : content.tensors().values()) writeTensor(tensor, out);
      var crc = new CRC32();
      crc.update(body.toByteArray());
      var head = ByteBuffer.allocate(HEAD).putLong(MAGIC).putInt((int) crc.getValue()).array();
      var all = Arrays.copyOf(head, HEAD + body.size());
      System.arraycopy(body.toByteArray(), 0, all, HEAD, body.size());
      return all;
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail like a disk", e);
    }
  }

  private static byte[] directory(Safetensors content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeInt(content.metadata().size());
      for (var entry : content.metadata().entrySet()) {
        writeText(entry.getKey(), out);
        writeText(entry.getValue(), out);
      }
      out.writeInt(content.tensors().size());
      for (var entry : content.tensors().entrySet()) {
        writeText(entry.getKey(), out);
        out.writeByte(entry.getValue().dtype().ordinal());
        int[] dims = entry.getValue().shape().dims();
        out.writeByte(dims.length);
        for (int dim : dims) out.writeInt(dim);
      }
    }
    return bytes.toByteArray();
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static void writeTensor(Tensor tensor, DataOutputStream out) throws IOException {
    var values = PlainValues.asFloats(tensor);
    var code = values == null ? null : SparseCode.of(values);
    var coded = new ByteArrayOutputStream();
    if (code != null) code.write(new DataOutputStream(coded));
    boolean pays = code != null && coded.size() < (long) tensor.size() * tensor.dtype().bytes();
    out.writeBoolean(pays);
    if (pays) coded.writeTo(out);
    else PlainValues.write(tensor, out);
  }

  private static Safetensors decode(byte[] bytes) throws IOException {
    var head = ByteBuffer.wrap(bytes);
    if (bytes.length < HEAD || head.getLong() != MAGIC)
      throw new IOException("another kind of file");
    var crc = new CRC32();
    crc.update(bytes, HEAD, bytes.length - HEAD);
    if ((int) crc.getValue() != head.getInt()) throw new IOException("its checksum is wrong");
    return decodeBody(bytes);
  }

  private static Safetensors decodeBody(byte[] bytes) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(bytes, HEAD, bytes.length - HEAD));
    int length = in.readInt();
    if (length < 0 || length > in.available()) throw new IOException("names that are cut off");
    var metadata = new LinkedHashMap<String, String>();
    var tensors = new LinkedHashMap<String, Tensor>();
    var deflated = new ByteArrayInputStream(in.readNBytes(length));
    try (var inflated = new InflaterInputStream(deflated)) {
      byte[] plain = inflated.readNBytes(LARGEST_DIRECTORY);
      var directory = new DataInputStream(new ByteArrayInputStream(plain));
      int count = count(directory);
      for (int i = 0; i < count; i++) metadata.put(readText(directory), readText(directory));
      int tensorCount = count(directory);
      for (int i = 0; i < tensorCount; i++) {
        tensors.put(readText(directory), readTensor(directory, in));
      }
    }
    if (in.available() > 0) throw new IOException("something stands behind its end");
    return new Safetensors(tensors, metadata);
  }

  private static int count(DataInputStream directory) throws IOException {
    int count = directory.readInt();
    if (count < 0 || count > directory.available())
      throw new IOException("a wrong number of names");
    return count;
  }

  private static String readText(DataInputStream directory) throws IOException {
    int length = count(directory);
    return new String(directory.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static Tensor readTensor(DataInputStream directory, DataInputStream in)
      throws IOException {
    int type = directory.readUnsignedByte();
    int rank = directory.readUnsignedByte();
    if (type >= DType.values().length || rank > MAX_RANK) throw new IOException("a wrong type");
    var dims = new int[rank];
    for (int i = 0; i < rank; i++) dims[i] = directory.readInt();
    var dtype = DType.values()[type];
    var shape = shape(dims);
    if (!in.readBoolean()) return PlainValues.read(dtype, shape, in);
    return PlainValues.of(dtype, SparseCode.read(in, shape.size(), in.available()), shape);
  }

  private static Shape shape(int[] dims) throws IOException {
    try {
      return Shape.of(dims);
    } catch (IllegalArgumentException e) {
      throw new IOException("a wrong shape", e);
    }
  }
}
