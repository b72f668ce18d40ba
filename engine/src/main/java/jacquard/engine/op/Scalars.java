package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;

/**
 * Single elements of tensors of any type, for ops whose loops are not worth a kernel. Reals are
 * rounded to the type, towards zero for integers; integers are cut to its low bits, as Java does.
 */
public final class Scalars {
  private Scalars() {}

  /**
   * The type that two inputs share.
   *
   * @throws IllegalArgumentException if they do not
   */
  static DType common(DType a, DType b) {
    if (a == b) return a;
    throw new IllegalArgumentException("%s and %s cannot be put together".formatted(a, b));
  }

  /**
   * The type itself.
   *
   * @throws IllegalArgumentException if it is not the expected one
   */
  static DType require(DType expected, DType found) {
    if (found == expected) return found;
    throw new IllegalArgumentException("it takes %s, not %s".formatted(expected, found));
  }

  /** Whether a type holds integers. */
  public static boolean isInteger(DType dtype) {
    return dtype != DType.FLOAT32;
  }

  /** An element as a double; exact but for int64 beyond 2^53. */
  public static double real(Tensor x, int i) {
    return x.dtype() == DType.FLOAT32 ? x.floats()[i] : integer(x, i);
  }

  /** An element as a long, rounded towards zero. */
  public static long integer(Tensor x, int i) {
    return switch (x.dtype()) {
      case FLOAT32 -> (long) x.floats()[i];
      case INT8 -> x.bytes()[i];
      case UINT8, BOOL -> x.bytes()[i] & 0xFF;
      case INT32 -> x.ints()[i];
      case INT64 -> x.longs()[i];
    };
  }

  /** Stores a double. */
  public static void set(Tensor y, int i, double value) {
    switch (y.dtype()) {
      case FLOAT32 -> y.floats()[i] = (float) value;
      case BOOL -> y.bytes()[i] = (byte) (value != 0 ? 1 : 0);
      case INT8, UINT8, INT32, INT64 -> set(y, i, (long) value);
    }
  }

  /** Stores a long. */
  public static void set(Tensor y, int i, long value) {
    switch (y.dtype()) {
      case FLOAT32 -> y.floats()[i] = value;
      case INT8, UINT8 -> y.bytes()[i] = (byte) value;
      case BOOL -> y.bytes()[i] = (byte) (value != 0 ? 1 : 0);
      case INT32 -> y.ints()[i] = (int) value;
      case INT64 -> y.longs()[i] = value;
    }
  }

  /** Copies an element between tensors of the same type. */
  public static void copy(Tensor x, int from, Tensor y, int to) {
    System.arraycopy(x.array(), from, y.array(), to, 1);
  }
}
