package jacquard.deploy.onnx.write;

import com.google.protobuf.ByteString;
import jacquard.deploy.onnx.proto.GraphProto;
import jacquard.deploy.onnx.proto.SparseTensorProto;
import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.deploy.onnx.type.OnnxType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Weights of mostly zeros, written as the others and their positions. A position takes eight bytes,
 * so floats become smaller where less than a third is not zero, and codes less than a ninth.
 */
public final class SparseConstants {
  private SparseConstants() {}

  /** Replaces the weights that become smaller so. */
  public static void replace(GraphProto.Builder graph) {
    var constants = List.copyOf(graph.getInitializerList());
    graph.clearInitializer();
    for (var constant : constants) {
      int width = OnnxType.of(constant.getDataType()).bytes();
      var positions = positions(constant.getRawData(), width);
      long bytes = (long) positions.length * (Long.BYTES + width);
      boolean isMatrix = constant.getDimsCount() > 1; // not a list of axes, which readers look into
      if (isMatrix && positions.length > 0 && bytes < constant.getRawData().size()) {
        graph.addSparseInitializer(sparse(constant, width, positions));
      } else {
        graph.addInitializer(constant);
      }
    }
  }

  /** Where a bit is set, so that the zero of the other sign stays what it is. */
  private static int[] positions(ByteString elements, int width) {
    return IntStream.range(0, elements.size() / width)
        .filter(i -> {
          boolean set = false;
          for (int b = 0; b < width; b++) set |= elements.byteAt(i * width + b) != 0;
          return set;
        })
        .toArray();
  }

  private static SparseTensorProto sparse(TensorProto dense, int width, int[] positions) {
    var values = ByteString.newOutput(positions.length * width);
    var indices = TensorProto.newBuilder().setDataType(OnnxType.INT64.number());
    for (int position : positions) {
      for (int b = 0; b < width; b++) values.write(dense.getRawData().byteAt(position * width + b));
      indices.addInt64Data(position);
    }
    var listed = dense.toBuilder().clearDims().addDims(positions.length);
    return SparseTensorProto.newBuilder()
        .setValues(listed.setRawData(values.toByteString()))
        .setIndices(indices.addDims(positions.length))
        .addAllDims(dense.getDimsList())
        .build();
  }
}
