package jacquard.deploy.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import jacquard.deploy.onnx.proto.ModelProto;
import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.deploy.onnx.proto.ValueInfoProto;
import jacquard.deploy.onnx.read.Tensors;
import jacquard.engine.tensor.Tensor;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * One of ONNX's own operator tests: a model of one node, or of what its function expands to, with
 * inputs and the outputs that the standard's reference computes. The resource's script tells where
 * they come from.
 */
record NodeCase(String name, Map<String, byte[]> files) {
  private static final int BFLOAT16 = 16;

  static List<NodeCase> all() throws IOException {
    var cases = new TreeMap<String, NodeCase>();
    try (var resource = NodeCase.class.getResourceAsStream("node-cases.bin.gz");
        var in = new DataInputStream(new GZIPInputStream(resource))) {
      var contents = new ArrayList<byte[]>();
      for (int i = in.readInt(); i > 0; i--) contents.add(in.readNBytes(in.readInt()));
      for (int i = in.readInt(); i > 0; i--) {
        var path = in.readUTF();
        var name = path.substring("test_".length(), path.indexOf('/'));
        cases
            .computeIfAbsent(name, _ -> new NodeCase(name, new TreeMap<>()))
            .files
            .put(path.substring(path.indexOf('/') + 1), contents.get(in.readInt()));
      }
    }
    return List.copyOf(cases.values());
  }

  byte[] model() {
    return files.get("model.onnx");
  }

  ModelProto proto() {
    try {
      return ModelProto.parseFrom(model());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(name, e);
    }
  }

  List<String> operators() {
    return proto().getGraph().getNodeList().stream().map(NodeProto::getOpType).distinct().toList();
  }

  boolean hasSet(int set) {
    return files.keySet().stream()
        .anyMatch(file -> file.startsWith("test_data_set_%d/".formatted(set)));
  }

  Map<String, Tensor> inputs(int set) {
    return tensors(set, "input", proto().getGraph().getInputList());
  }

  Map<String, Tensor> outputs(int set) {
    return tensors(set, "output", proto().getGraph().getOutputList());
  }

  private Map<String, Tensor> tensors(int set, String kind, List<ValueInfoProto> declared) {
    var tensors = new LinkedHashMap<String, Tensor>();
    for (int i = 0; i < declared.size(); i++) {
      var bytes = files.get("test_data_set_%d/%s_%d.pb".formatted(set, kind, i));
      tensors.put(declared.get(i).getName(), tensor(bytes, declared.get(i)));
    }
    return tensors;
  }

  /** The generator has no bfloat16 and says uint16 instead. */
  private Tensor tensor(byte[] bytes, ValueInfoProto declared) {
    try {
      var proto = TensorProto.parseFrom(bytes);
      boolean halved = declared.getType().getTensorType().getElemType() == BFLOAT16;
      return Tensors.read(halved ? proto.toBuilder().setDataType(BFLOAT16).build() : proto);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
