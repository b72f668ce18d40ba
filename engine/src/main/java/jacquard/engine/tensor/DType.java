package jacquard.engine.tensor;

/** The type of a tensor's elements. */
public enum DType {
  /** IEEE 754 single precision, in a {@code float[]}. */
  FLOAT32(4),
  /** Signed bytes, in a {@code byte[]}. */
  INT8(1),
  /** Unsigned bytes, in a {@code byte[]}. */
  UINT8(1),
  /** 32-bit integers, in an {@code int[]}. */
  INT32(4),
  /** 64-bit integers, in a {@code long[]}. */
  INT64(8),
  /** 0 or 1, in a {@code byte[]}. */
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** A new array of zeros. */
  public Object newArray(int length) {
    return switch (this) {
      case FLOAT32 -> new float[length];
      case INT8, UINT8, BOOL -> new byte[length];
      case INT32 -> new int[length];
      case INT64 -> new long[length];
    };
  }
}
