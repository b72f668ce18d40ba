package jacquard.deploy.onnx;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.deploy.onnx.type.LittleEndian;
import jacquard.deploy.onnx.type.OnnxType;
import jacquard.engine.io.AtomicFile;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's files of one array (format 1.0 to 3.0, little-endian, row by row). Floats of 2 and 8
 * bytes become float32, integers of types that tensors do not have the next wider signed one.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE = Pattern.compile("'descr': *'([<|=]?)(\\w+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order': *(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([\\d, ]*)\\)");
  private static final Map<String, OnnxType> TYPES =
      Map.ofEntries(
          Map.entry("f2", OnnxType.FLOAT16),
          Map.entry("f4", OnnxType.FLOAT),
          Map.entry("f8", OnnxType.DOUBLE),
          Map.entry("i1", OnnxType.INT8),
          Map.entry("u1", OnnxType.UINT8),
          Map.entry("b1", OnnxType.BOOL),
          Map.entry("i2", OnnxType.INT16),
          Map.entry("u2", OnnxType.UINT16),
          Map.entry("i4", OnnxType.INT32),
          Map.entry("u4", OnnxType.UINT32),
          Map.entry("i8", OnnxType.INT64),
          Map.entry("u8", OnnxType.UINT64));
  private static final int ALIGNMENT = 64;

  private Npy() {}

  /**
   * Reads a file.
   *
   * @throws ModelFileException if it cannot be read, or is no such array
   */
  public static Tensor read(Path file) {
    try {
      return read(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new ModelFileException(
          "%s: cannot be read (%s)".formatted(file, ModelFileException.reason(e)), e);
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
      throw new ModelFileException(
          "%s: it is no NumPy array, or a damaged one (%s)"
              .formatted(file, quote(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private static Tensor read(ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    var magic = new byte[MAGIC.length];
    bytes.get(magic);
    if (!Arrays.equals(magic, MAGIC)) throw new IllegalArgumentException("its first bytes differ");
    int version = bytes.getShort() & 0xFF;
    int length = version == 1 ? bytes.getShort() & 0xFFFF : bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new IllegalArgumentException("its header is cut off");
    }
    var header =
        StandardCharsets.ISO_8859_1.decode(bytes.slice(bytes.position(), length)).toString();
    bytes.position(bytes.position() + length);
    if (find(ORDER, header).equals("True")) {
      throw new IllegalArgumentException("it is stored column by column: use ascontiguousarray");
    }
    var dims =
        Arrays.stream(find(SHAPE, header).split("[, ]+"))
            .filter(text -> !text.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    var type = TYPE.matcher(header);
    if (!type.find()) throw new IllegalArgumentException("it is not little-endian");
    return read(type.group(2), Shape.of(dims), bytes);
  }

  private static String find(Pattern pattern, String header) {
    var matcher = pattern.matcher(header);
    if (matcher.find()) return matcher.group(1);
    throw new IllegalArgumentException("its header is " + header.strip());
  }

  private static Tensor read(String type, Shape shape, ByteBuffer bytes) {
    var element = TYPES.get(type);
    if (element == null) throw new IllegalArgumentException("its type is " + type);
    if ((long) shape.size() * element.bytes() != bytes.remaining()) {
      throw new IllegalArgumentException(
          "%d bytes do not fill %s of %s".formatted(bytes.remaining(), shape, type));
    }
    return LittleEndian.read(element, shape, bytes);
  }

  /**
   * Writes or replaces a file, all at once.
   *
   * @throws ModelFileException if that fails
   */
  public static void write(Path file, Tensor tensor) {
    var type =
        switch (tensor.dtype()) {
          case FLOAT32 -> "<f4";
          case INT8 -> "|i1";
          case UINT8 -> "|u1";
          case INT32 -> "<i4";
          case INT64 -> "<i8";
          case BOOL -> "|b1";
        };
    var dims = tensor.shape().toList().stream().map(d -> d + ",").collect(Collectors.joining(" "));
    var text = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, dims);
    int prefix = MAGIC.length + 4;
    int header = Math.ceilDiv(prefix + text.length() + 1, ALIGNMENT) * ALIGNMENT - prefix;
    var elements = LittleEndian.bytes(tensor);
    var bytes = ByteBuffer.allocate(Math.addExact(prefix + header, elements.limit()));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header);
    bytes.put(
        (text + " ".repeat(header - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
    AtomicFile.write(file, bytes.put(elements).rewind());
  }
}
