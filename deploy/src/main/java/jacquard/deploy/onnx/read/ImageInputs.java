package jacquard.deploy.onnx.read;

import jacquard.deploy.onnx.proto.GraphProto;
import jacquard.deploy.onnx.proto.ValueInfoProto;
import jacquard.deploy.onnx.type.OnnxType;
import java.util.Set;

/**
 * Which inputs are images {@code [n, c, h, w]}, which the graph takes channels last: floats of four
 * axes, if the model looks at images at all or flattens the input at once.
 */
final class ImageInputs {
  private static final Set<String> OF_IMAGES =
      Set.of(
          "Conv",
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "BatchNormalization",
          "QLinearConv",
          "ConvInteger");
  private static final Set<String> FLATTENING = Set.of("Flatten", "Reshape");

  private final GraphProto graph;
  private final boolean looksAtImages;

  ImageInputs(GraphProto graph) {
    this.graph = graph;
    looksAtImages =
        graph.getNodeList().stream().anyMatch(node -> OF_IMAGES.contains(node.getOpType()));
  }

  boolean isImage(ValueInfoProto input, OnnxType type) {
    int rank = input.getType().getTensorType().getShape().getDimCount();
    return rank == 4 && type == OnnxType.FLOAT && (looksAtImages || isFlattened(input.getName()));
  }

  private boolean isFlattened(String name) {
    return graph.getNodeList().stream()
        .anyMatch(
            node -> FLATTENING.contains(node.getOpType()) && node.getInputList().contains(name));
  }
}
