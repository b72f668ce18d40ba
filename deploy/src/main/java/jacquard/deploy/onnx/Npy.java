package jacquard.deploy.onnx;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.engine.io.AtomicFile;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.op.Scalars;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    var dtype =
        switch (type) {
          case "f2", "f4", "f8" -> DType.FLOAT32;
          case "i1" -> DType.INT8;
          case "u1" -> DType.UINT8;
          case "b1" -> DType.BOOL;
          case "i2", "u2", "i4" -> DType.INT32;
          case "u4", "i8", "u8" -> DType.INT64;
          default -> throw new IllegalArgumentException("its type is " + type);
        };
    if ((long) shape.size() * (type.charAt(1) - '0') != bytes.remaining()) {
      throw new IllegalArgumentException(
          "%d bytes do not fill %s of %s".formatted(bytes.remaining(), shape, type));
    }
    var tensor = Tensor.zeros(dtype, shape);
    for (int i = 0; i < tensor.size(); i++) {
      switch (type) {
        case "f2" -> Scalars.set(tensor, i, Float.float16ToFloat(bytes.getShort()));
        case "f4" -> tensor.floats()[i] = bytes.getFloat();
        case "f8" -> Scalars.set(tensor, i, bytes.getDouble());
        case "i2" -> tensor.ints()[i] = bytes.getShort();
        case "u2" -> tensor.ints()[i] = bytes.getShort() & 0xFFFF;
        case "i4" -> tensor.ints()[i] = bytes.getInt();
        case "u4" -> tensor.longs()[i] = bytes.getInt() & 0xFFFFFFFFL;
        case "i8", "u8" -> tensor.longs()[i] = bytes.getLong();
        default -> tensor.bytes()[i] = bytes.get();
      }
    }
    return tensor;
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
    int size = Math.multiplyExact(tensor.size(), tensor.dtype().bytes());
    var bytes = ByteBuffer.allocate(prefix + header + size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header);
    bytes.put(
        (text + " ".repeat(header - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
    switch (tensor.dtype()) {
      case FLOAT32 -> bytes.asFloatBuffer().put(tensor.floats(), 0, tensor.size());
      case INT8, UINT8, BOOL -> bytes.put(tensor.bytes(), 0, tensor.size());
      case INT32 -> bytes.asIntBuffer().put(tensor.ints(), 0, tensor.size());
      case INT64 -> bytes.asLongBuffer().put(tensor.longs(), 0, tensor.size());
    }
    AtomicFile.write(file, bytes.rewind());
  }
}
