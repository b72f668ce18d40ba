package jacquard.deploy.onnx.read;

import static jacquard.engine.io.ModelFileException.quote;

import com.google.protobuf.InvalidProtocolBufferException;
import jacquard.deploy.onnx.proto.GraphProto;
import jacquard.deploy.onnx.proto.ModelProto;
import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.deploy.onnx.proto.ValueInfoProto;
import jacquard.deploy.onnx.type.OnnxType;
import jacquard.deploy.onnx.type.Port;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphInput;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a model: checks what it claims, then walks its nodes and builds the graph. */
public final class ModelReader {
  /** The newest version of the file format that is understood. */
  public static final int NEWEST_IR = 10;

  /** The newest opset that is understood. */
  public static final int NEWEST_OPSET = 21;

  /** Constants may grow to this many elements, whatever the file's size. */
  private static final long SMALLEST_LIMIT = 1 << 22;

  /** Beyond that, to this many for each byte of the file. */
  private static final long PER_BYTE = 4;

  private final ModelProto model;
  private final GraphProto graph;
  private final GraphBuilder builder;
  private final TensorReader tensors;
  private final Map<String, Value> values = new HashMap<>();
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final Map<String, Tensor> given;
  private final int opset;

  /**
   * What was read.
   *
   * @param model the file's content
   * @param graph what it computes, images channels last
   * @param inputs its inputs, as ONNX and as the graph has them
   * @param outputs its outputs likewise
   * @param opset the version of the standard's operators that it uses
   */
  public record Result(
      ModelProto model, Graph graph, List<Port> inputs, List<Port> outputs, int opset) {}

  private ModelReader(ModelProto model, Path folder, long bytes, Map<String, Tensor> given) {
    this.model = model;
    this.given = given;
    graph = model.getGraph();
    builder = new GraphBuilder(SMALLEST_LIMIT + PER_BYTE * bytes);
    tensors = new TensorReader(new ExternalData(folder));
    opset = checkVersions();
  }

  /**
   * Reads the bytes of a file.
   *
   * @param folder where external data may lie, or {@code null} for nowhere
   * @param given inputs that are to be constants
   * @throws ModelFileException in one sentence, if they are no model, a damaged one, or one that
   *     uses what is not supported
   */
  public static Result read(byte[] bytes, Path folder, Map<String, Tensor> given) {
    var model = parse(bytes);
    try {
      return new ModelReader(model, folder, bytes.length, given).read();
    } catch (ModelFileException e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw new ModelFileException(
          "the model cannot be used (%s)".formatted(quote(String.valueOf(e.getMessage()))), e);
    }
  }

  private static ModelProto parse(byte[] bytes) {
    try {
      var model = ModelProto.parseFrom(bytes);
      if (model.hasGraph() && model.getOpsetImportCount() > 0) return model;
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFileException(
          "it is no ONNX model, or one that was damaged or cut off: copy or export it anew", e);
    }
    throw new ModelFileException("it is no ONNX model: it has no graph or names no opset");
  }

  private int checkVersions() {
    requireUnderstood("IR version", model.getIrVersion(), NEWEST_IR);
    long version = 0;
    for (var set : model.getOpsetImportList()) {
      if (isStandard(set.getDomain())) version = set.getVersion();
    }
    requireUnderstood("opset", version, NEWEST_OPSET);
    return (int) version;
  }

  private static void requireUnderstood(String what, long version, int newest) {
    if (version >= 1 && version <= newest) return;
    throw new ModelFileException(
        "its %s is %d, and 1 to %d are understood: export it for one of these"
            .formatted(what, version, newest));
  }

  static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  private Result read() {
    for (var tensor : graph.getInitializerList()) {
      define(tensor.getName(), constant(tensor.getName(), tensors.read(tensor)));
    }
    for (var sparse : graph.getSparseInitializerList()) {
      var name = sparse.getValues().getName();
      define(name, constant(name, tensors.read(sparse, builder)));
    }
    requireInputs(given.keySet());
    var images = new ImageInputs(graph);
    for (var input : graph.getInputList()) {
      if (!values.containsKey(input.getName())) declare(input, images);
    }
    for (var node : graph.getNodeList()) read(node);
    for (var output : graph.getOutputList()) finish(output);
    var names = outputs.stream().map(Port::stored).toList();
    return new Result(model, builder.build(names), inputs, outputs, opset);
  }

  private void requireInputs(Set<String> names) {
    var inputs = graph.getInputList().stream().map(ValueInfoProto::getName).toList();
    for (var name : names) {
      if (inputs.contains(name)) continue;
      throw new ModelFileException(
          "'%s' is to be fixed, but the model has the inputs %s"
              .formatted(quote(name), quote(inputs.toString())));
    }
  }

  private static Value constant(String name, Tensor tensor) {
    return Value.known(name, tensor, tensor, true);
  }

  private void define(String name, Value value) {
    if (name.isEmpty() || values.put(name, value) != null) {
      throw new ModelFileException(
          "the name '%s' is empty or defined twice: the file is damaged".formatted(quote(name)));
    }
  }

  private void declare(ValueInfoProto info, ImageInputs images) {
    var dims = Dimensions.of(info);
    var type = Dimensions.type(info);
    if (given.containsKey(info.getName())) {
      fix(info.getName(), type, dims, given.get(info.getName()));
      return;
    }
    boolean batched = dims.isBatched(info.getName());
    var few = dims.shape(GraphBuilder.FEW);
    var more = dims.shape(GraphBuilder.MORE);
    var value = Value.computed(info.getName(), type.carrier(), few, more);
    if (images.isImage(info, type)) {
      value =
          Value.stored(
              info.getName(),
              type.carrier(),
              Value.permuted(few, Value.TO_IMAGE),
              Value.permuted(more, Value.TO_IMAGE),
              Value.IMAGE);
    }
    var sample = batched ? value.storedFew().without(0) : value.storedFew();
    builder.declare(new GraphInput(info.getName(), type.carrier(), sample, batched));
    define(info.getName(), value);
    inputs.add(new Port(info.getName(), type, dims.toList(), value.name(), value.axes()));
  }

  private void fix(String name, OnnxType type, Dimensions dims, Tensor tensor) {
    if (tensor.dtype() != type.carrier() || !dims.fits(tensor.shape())) {
      throw new ModelFileException(
          "input '%s' is to be %s %s, not %s"
              .formatted(quote(name), type.carrier(), dims.toList(), tensor));
    }
    define(name, constant(name, tensor).fixed());
  }

  private void read(NodeProto proto) {
    var operator = OperatorTable.find(proto);
    if (operator == null || operator.since() > opset) throw unsupported(proto, operator);
    var operands = new ArrayList<Value>();
    for (var name : proto.getInputList()) operands.add(name.isEmpty() ? null : value(name, proto));
    var attributes = new Attributes(proto);
    int mark = builder.size();
    var made =
        operator.reader().read(new OnnxNode(proto, opset, operands, attributes, builder, tensors));
    attributes.requireAllRead();
    for (int i = 0; i < Math.min(made.size(), proto.getOutputCount()); i++) {
      var name = proto.getOutput(i);
      if (!name.isEmpty()) define(name, builder.rename(made.get(i), name, mark));
    }
  }

  private Value value(String name, NodeProto reader) {
    var value = values.get(name);
    if (value != null) return value;
    throw new ModelFileException(
        "node '%s' (%s) reads '%s', which nothing before it makes: the file is damaged, or its nodes"
                .formatted(quote(reader.getName()), quote(reader.getOpType()), quote(name))
            + " form a circle");
  }

  private ModelFileException unsupported(NodeProto node, Operator known) {
    var label = node.getName().isEmpty() ? String.join(",", node.getOutputList()) : node.getName();
    var domain = isStandard(node.getDomain()) ? "" : quote(node.getDomain()) + ".";
    return new ModelFileException(
        "node '%s' uses the operator %s%s of opset %d, which is not supported: %s"
            .formatted(
                quote(label),
                domain,
                quote(node.getOpType()),
                opset,
                known == null
                    ? "docs/onnx-ops.md lists those that are"
                    : "it is from opset %d on".formatted(known.since())));
  }

  private void finish(ValueInfoProto info) {
    var value = values.get(info.getName());
    if (value == null) {
      throw new ModelFileException(
          "its output '%s' is made by no node: the file is damaged"
              .formatted(quote(info.getName())));
    }
    var stored =
        value.isKnown() || !value.isPermuted() ? value.inOnnxOrder(builder.operand(value)) : value;
    var type = Dimensions.outputType(info, value);
    var dims = Dimensions.shown(value.few(), value.more());
    outputs.add(new Port(info.getName(), type, dims, stored.name(), stored.axes()));
  }

  /** The operators that can be read, each with the oldest opset from which on. */
  public static SortedMap<String, Integer> operators() {
    var operators = new TreeMap<String, Integer>();
    for (var operator : OperatorTable.all()) operators.put(operator.name(), operator.since());
    return operators;
  }

  /** The file's metadata, by key. */
  public static Map<String, String> metadata(ModelProto model) {
    var metadata = new LinkedHashMap<String, String>();
    for (var entry : model.getMetadataPropsList()) metadata.put(entry.getKey(), entry.getValue());
    return metadata;
  }
}
