package jacquard.deploy.onnx;

import jacquard.deploy.onnx.proto.ModelProto;
import jacquard.deploy.onnx.proto.OperatorSetIdProto;
import jacquard.deploy.onnx.proto.StringStringEntryProto;
import jacquard.deploy.onnx.type.OwnOperators;
import jacquard.deploy.onnx.write.GraphWriter;
import jacquard.deploy.onnx.write.SparseConstants;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.Rewrites;
import jacquard.engine.io.AtomicFile;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.io.ModelInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes graphs as ONNX files: float images channels first, the batch open, masked weights as the
 * zeros they are, codes between QuantizeLinear and DequantizeLinear, and the {@link ModelInfo} in
 * the metadata.
 */
public final class OnnxExport {
  /** What ONNX 1.12 wrote; readers of opset 17 know it. */
  private static final int IR_VERSION = 8;

  /** How weights of mostly zeros are written. */
  public enum Zeros {
    /** As any others, which everything reads. */
    STORED,
    /** Left out where that takes fewer bytes: as sparse initialisers, which few readers know. */
    LEFT_OUT
  }

  private OnnxExport() {}

  /**
   * Writes or replaces a file, all at once.
   *
   * @throws ModelFileException if that fails; an earlier file is then as it was
   * @throws IllegalArgumentException if the graph has a node without counterpart in ONNX
   */
  public static void write(Path file, Graph graph, ModelInfo info) {
    var bytes = bytes(graph, info);
    AtomicFile.write(file, ByteBuffer.wrap(bytes));
  }

  /**
   * The bytes of a file.
   *
   * @throws IllegalArgumentException if the graph has a node without counterpart in ONNX
   */
  public static byte[] bytes(Graph graph, ModelInfo info) {
    return bytes(graph, info, Zeros.STORED);
  }

  /** The same with a choice of what becomes of zeros. */
  public static byte[] bytes(Graph graph, ModelInfo info, Zeros zeros) {
    var folded = Rewrites.foldConstants(graph);
    var body = GraphWriter.write(folded).setName(info.name().isEmpty() ? "graph" : info.name());
    if (zeros == Zeros.LEFT_OUT) SparseConstants.replace(body);
    var model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("Jacquard")
            .setDocString(description(info))
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(GraphWriter.opset(folded)))
            .setGraph(body.setDocString(description(info)));
    var functions = GraphWriter.functions(folded);
    if (!functions.isEmpty()) {
      var own =
          OperatorSetIdProto.newBuilder()
              .setDomain(OwnOperators.DOMAIN)
              .setVersion(OwnOperators.VERSION);
      model.addAllFunctions(functions).addOpsetImport(own);
    }
    metadata(info)
        .forEach((key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  private static String description(ModelInfo info) {
    if (info.mean().length == 0) return info.name();
    return "%s: pixels in [0, 1] are normalised before, (x - %s) / %s for each channel"
        .formatted(info.name(), Arrays.toString(info.mean()), Arrays.toString(info.deviation()));
  }

  /** All of it for Jacquard, and piece by piece for people. */
  private static Map<String, String> metadata(ModelInfo info) {
    var metadata = new LinkedHashMap<String, String>();
    metadata.put(Metadata.KEY, info.toJson());
    if (!info.classes().isEmpty()) metadata.put("classes", String.join(", ", info.classes()));
    if (info.mean().length > 0) {
      metadata.put("mean", Arrays.toString(info.mean()));
      metadata.put("deviation", Arrays.toString(info.deviation()));
    }
    info.extras().forEach(metadata::putIfAbsent);
    return metadata;
  }
}
