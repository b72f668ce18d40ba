package jacquard.deploy.onnx.read;

import static jacquard.engine.io.ModelFileException.quote;

import com.google.protobuf.ByteString;
import jacquard.deploy.onnx.proto.SparseTensorProto;
import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.deploy.onnx.type.LittleEndian;
import jacquard.deploy.onnx.type.OnnxType;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.op.Scalars;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Tensors of a file in each of the standard's encodings: raw little-endian bytes, a list of numbers
 * in the message, bytes in another file, and sparse ones. Nothing is allocated that the file's own
 * bytes do not fill, but for sparse tensors.
 */
final class TensorReader {
  private static final int EXTERNAL = 1;

  private final ExternalData external;

  TensorReader(ExternalData external) {
    this.external = external;
  }

  /**
   * A tensor.
   *
   * @throws ModelFileException if its bytes do not fill its shape, or its type is not supported
   */
  Tensor read(TensorProto proto) {
    try {
      var type = OnnxType.of(proto.getDataType());
      var shape = shape(proto.getDimsList());
      if (proto.getDataLocation() == EXTERNAL) {
        return raw(type, shape, external.read(proto, (long) shape.size() * type.bytes()));
      }
      if (proto.hasRawData()) return raw(type, shape, proto.getRawData());
      return listed(type, shape, proto);
    } catch (ModelFileException | IllegalArgumentException e) { // or a shape's objection
      throw new ModelFileException(
          "tensor '%s' cannot be read: %s".formatted(quote(proto.getName()), e.getMessage()), e);
    }
  }

  static Shape shape(List<Long> dims) {
    return Shape.of(
        dims.stream().mapToInt(d -> Math.clamp(d, Integer.MIN_VALUE, Integer.MAX_VALUE)).toArray());
  }

  private static Tensor raw(OnnxType type, Shape shape, ByteString bytes) {
    require(shape, (long) shape.size() * type.bytes(), bytes.size(), "bytes");
    return LittleEndian.read(type, shape, bytes.asReadOnlyByteBuffer());
  }

  private static Tensor listed(OnnxType type, Shape shape, TensorProto proto) {
    int count =
        switch (type) {
          case FLOAT -> proto.getFloatDataCount();
          case DOUBLE -> proto.getDoubleDataCount();
          case INT64 -> proto.getInt64DataCount();
          case UINT32, UINT64 -> proto.getUint64DataCount();
          case UINT8, INT8, UINT16, INT16, INT32, BOOL, FLOAT16, BFLOAT16 ->
              proto.getInt32DataCount();
        };
    require(shape, shape.size(), count, "numbers");
    var tensor = Tensor.zeros(type.carrier(), shape);
    for (int i = 0; i < count; i++) {
      switch (type) {
        case FLOAT -> tensor.floats()[i] = proto.getFloatData(i);
        case DOUBLE -> tensor.floats()[i] = (float) proto.getDoubleData(i);
        case FLOAT16 -> tensor.floats()[i] = Float.float16ToFloat((short) proto.getInt32Data(i));
        case BFLOAT16 -> tensor.floats()[i] = Float.intBitsToFloat(proto.getInt32Data(i) << 16);
        case INT64 -> tensor.longs()[i] = proto.getInt64Data(i);
        case UINT32, UINT64 -> tensor.longs()[i] = proto.getUint64Data(i);
        case UINT8, INT8, UINT16, INT16, INT32, BOOL ->
            Scalars.set(tensor, i, (long) proto.getInt32Data(i));
      }
    }
    return tensor;
  }

  private static void require(Shape shape, long expected, long found, String what) {
    if (expected == found) return;
    throw new ModelFileException(
        "%d %s do not fill a tensor %s, which needs %d: the file is damaged"
            .formatted(found, what, shape, expected));
  }

  /** A sparse tensor as a dense one. {@code builder} limits how large it may be. */
  Tensor read(SparseTensorProto proto, GraphBuilder builder) {
    var values = read(proto.getValues());
    var indices = read(proto.getIndices());
    var shape = shape(proto.getDimsList());
    builder.spend(shape.size());
    var dense = Tensor.zeros(values.dtype(), shape);
    int rank = indices.shape().rank() == 2 ? shape.rank() : 1;
    require(indices.shape(), (long) values.size() * rank, indices.size(), "sparse indices");
    var strides = rank == 1 ? new int[] {1} : shape.strides();
    for (int i = 0; i < values.size(); i++) {
      long at = 0;
      for (int j = 0; j < rank; j++) at += Scalars.integer(indices, i * rank + j) * strides[j];
      if (at < 0 || at >= shape.size()) {
        throw new ModelFileException(
            "an index of the sparse tensor '%s' lies outside %s: the file is damaged"
                .formatted(quote(proto.getValues().getName()), shape));
      }
      Scalars.copy(values, i, dense, (int) at);
    }
    return dense;
  }
}
