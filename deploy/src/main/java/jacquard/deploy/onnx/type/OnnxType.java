package jacquard.deploy.onnx.type;

import jacquard.engine.io.ModelFileException;
import jacquard.engine.tensor.DType;

/**
 * The standard's element types, by their number in {@code TensorProto.DataType}, and the type that
 * carries each here: floats of other widths are computed in float32, narrow and unsigned integers
 * in the next wider signed type.
 */
public enum OnnxType {
  /** Single precision. */
  FLOAT(1, DType.FLOAT32, 4),
  /** Unsigned bytes. */
  UINT8(2, DType.UINT8, 1),
  /** Signed bytes. */
  INT8(3, DType.INT8, 1),
  /** Unsigned 16-bit integers. */
  UINT16(4, DType.INT32, 2),
  /** Signed 16-bit integers. */
  INT16(5, DType.INT32, 2),
  /** Signed 32-bit integers. */
  INT32(6, DType.INT32, 4),
  /** Signed 64-bit integers. */
  INT64(7, DType.INT64, 8),
  /** Truth. */
  BOOL(9, DType.BOOL, 1),
  /** Half precision. */
  FLOAT16(10, DType.FLOAT32, 2),
  /** Double precision. */
  DOUBLE(11, DType.FLOAT32, 8),
  /** Unsigned 32-bit integers. */
  UINT32(12, DType.INT64, 4),
  /** Unsigned 64-bit integers; those from 2^63 come out negative. */
  UINT64(13, DType.INT64, 8),
  /** The upper half of single precision. */
  BFLOAT16(16, DType.FLOAT32, 2);

  private final int number;
  private final DType carrier;
  private final int bytes;

  OnnxType(int number, DType carrier, int bytes) {
    this.number = number;
    this.carrier = carrier;
    this.bytes = bytes;
  }

  /**
   * The type of a number.
   *
   * @throws ModelFileException if it is none of these: text, complex numbers, or narrower than a
   *     byte
   */
  public static OnnxType of(int number) {
    for (var type : values()) if (type.number == number) return type;
    throw new ModelFileException(
        "element type %d of ONNX is not supported: only numbers of 8 bits and more are"
            .formatted(number));
  }

  /** The type that tensors are written as: the one with just as many bytes. */
  public static OnnxType of(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> FLOAT;
      case INT8 -> INT8;
      case UINT8 -> UINT8;
      case INT32 -> INT32;
      case INT64 -> INT64;
      case BOOL -> BOOL;
    };
  }

  /** Its number in the standard. */
  public int number() {
    return number;
  }

  /** The type that tensors of it have here. */
  public DType carrier() {
    return carrier;
  }

  /** Bytes of an element in a file. */
  public int bytes() {
    return bytes;
  }
}
