package jacquard.optimize.factorize;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The elements of tensors of any type, one by one. */
final class PlainValues {
  private PlainValues() {}

  /** Floats, and bytes as floats; {@code null} for other types. */
  static float[] asFloats(Tensor tensor) {
    return switch (tensor.dtype()) {
      case FLOAT32 -> tensor.floats();
      case INT8 -> {
        var values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) values[i] = tensor.bytes()[i];
        yield values;
      }
      case UINT8, BOOL, INT32, INT64 -> null;
    };
  }

  /** A tensor of what {@link #asFloats} gave. */
  static Tensor of(DType dtype, float[] values, Shape shape) throws IOException {
    return switch (dtype) {
      case FLOAT32 -> Tensor.of(values, shape.dims());
      case INT8 -> {
        var bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) values[i];
          if (bytes[i] != values[i]) throw new IOException("a value that is no byte");
        }
        yield Tensor.of(dtype, bytes, shape.dims());
      }
      case UINT8, BOOL, INT32, INT64 -> throw new IOException("a coded tensor of " + dtype);
    };
  }

  static void write(Tensor tensor, DataOutputStream out) throws IOException {
    switch (tensor.dtype()) {
      case FLOAT32 -> {
        for (float v : tensor.floats()) out.writeInt(Float.floatToRawIntBits(v));
      }
      case INT8, UINT8, BOOL -> out.write(tensor.bytes());
      case INT32 -> {
        for (int v : tensor.ints()) out.writeInt(v);
      }
      case INT64 -> {
        for (long v : tensor.longs()) out.writeLong(v);
      }
    }
  }

  static Tensor read(DType dtype, Shape shape, DataInputStream in) throws IOException {
    if ((long) shape.size() * dtype.bytes() > in.available())
      throw new IOException("it is cut off");
    var tensor = Tensor.zeros(dtype, shape);
    int n = tensor.size();
    switch (dtype) {
      case FLOAT32 -> {
        for (int i = 0; i < n; i++) tensor.floats()[i] = Float.intBitsToFloat(in.readInt());
      }
      case INT8, UINT8, BOOL -> in.readFully(tensor.bytes());
      case INT32 -> {
        for (int i = 0; i < n; i++) tensor.ints()[i] = in.readInt();
      }
      case INT64 -> {
        for (int i = 0; i < n; i++) tensor.longs()[i] = in.readLong();
      }
    }
    return tensor;
  }
}
