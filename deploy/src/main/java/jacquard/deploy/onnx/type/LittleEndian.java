package jacquard.deploy.onnx.type;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The elements of tensors as ONNX and NumPy files have them: row by row, little-endian. */
public final class LittleEndian {
  private LittleEndian() {}

  /** A tensor of the elements that stand from the position on; there must be enough of them. */
  public static Tensor read(OnnxType type, Shape shape, ByteBuffer bytes) {
    var tensor = Tensor.zeros(type.carrier(), shape);
    var data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < shape.size(); i++) read(type, data, tensor, i);
    return tensor;
  }

  private static void read(OnnxType type, ByteBuffer data, Tensor y, int i) {
    switch (type) {
      case FLOAT -> y.floats()[i] = data.getFloat();
      case UINT8, INT8 -> y.bytes()[i] = data.get();
      case BOOL -> y.bytes()[i] = (byte) (data.get() == 0 ? 0 : 1);
      case UINT16 -> y.ints()[i] = data.getShort() & 0xFFFF;
      case INT16 -> y.ints()[i] = data.getShort();
      case INT32 -> y.ints()[i] = data.getInt();
      case INT64, UINT64 -> y.longs()[i] = data.getLong();
      case UINT32 -> y.longs()[i] = data.getInt() & 0xFFFFFFFFL;
      case FLOAT16 -> y.floats()[i] = Float.float16ToFloat(data.getShort());
      case BFLOAT16 -> y.floats()[i] = Float.intBitsToFloat(data.getShort() << 16);
      case DOUBLE -> y.floats()[i] = (float) data.getDouble();
    }
  }

  /** A tensor's elements. */
  public static ByteBuffer bytes(Tensor tensor) {
    int size = Math.multiplyExact(tensor.size(), tensor.dtype().bytes());
    var bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.dtype()) {
      case FLOAT32 -> bytes.asFloatBuffer().put(tensor.floats(), 0, tensor.size());
      case INT8, UINT8, BOOL -> bytes.put(0, tensor.bytes(), 0, tensor.size());
      case INT32 -> bytes.asIntBuffer().put(tensor.ints(), 0, tensor.size());
      case INT64 -> bytes.asLongBuffer().put(tensor.longs(), 0, tensor.size());
    }
    return bytes;
  }
}
