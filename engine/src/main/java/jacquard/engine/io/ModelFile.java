package jacquard.engine.io;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.nn.Module;
import jacquard.engine.op.CustomOp;
import jacquard.engine.tensor.Tensor;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A model in one file: its tensors as safetensors, under the names they have in PyTorch, and its
 * graph and {@link ModelInfo} as JSON in the metadata. Nothing else is needed to predict with it,
 * to train it further or to compile it.
 */
public final class ModelFile {
  private static final String GRAPH = "jacquard.graph";
  private static final String MODEL = "jacquard.model";

  /** Tensors of the training, which are none of the model's, are named so in front. */
  static final String TRAINING = "training/";

  private final Graph graph;
  private final ModelInfo info;

  private ModelFile(Graph graph, ModelInfo info) {
    this.graph = graph;
    this.info = info;
  }

  /**
   * Writes or replaces a file, all at once.
   *
   * @throws ModelFileException if that fails; an earlier file is then as it was
   * @throws IllegalArgumentException if a custom op is not a record of attributes that a file can
   *     hold
   */
  public static void save(Path file, Graph graph, ModelInfo info) {
    content(graph, info).write(file);
  }

  /** What a file of a model holds, for another kind of file; the maps are new. */
  public static Safetensors content(Graph graph, ModelInfo info) {
    var tensors = new LinkedHashMap<String, Tensor>(graph.parameters());
    tensors.putAll(graph.buffers());
    var metadata = new LinkedHashMap<String, String>();
    metadata.put(MODEL, info.toJson());
    metadata.put(GRAPH, GraphJson.write(graph));
    return new Safetensors(tensors, metadata);
  }

  /**
   * Reads a file.
   *
   * @param customOps the classes of the custom ops that it may use
   * @throws ModelFileException if it cannot be read, is damaged, or was not written by {@link
   *     #save}
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static ModelFile load(Path file, Class<? extends CustomOp>... customOps) {
    var content = Safetensors.read(file);
    try {
      return of(content, List.of(customOps));
    } catch (ModelFileException e) {
      throw e.in(file);
    }
  }

  /**
   * The model of what {@link #content} gave.
   *
   * @param customOps the classes of the custom ops that it may use
   * @throws ModelFileException if it is no such content
   */
  public static ModelFile of(Safetensors content, List<Class<? extends CustomOp>> customOps) {
    var graph = content.metadata().get(GRAPH);
    var info = content.metadata().get(MODEL);
    if (graph == null || info == null) {
      throw new ModelFileException(
          "it holds tensors but no Jacquard model: use a file that ModelFile.save wrote");
    }
    var model =
        new ModelFile(
            GraphJson.read(graph, content.tensors(), customOps), ModelInfo.fromJson(info));
    var foreign = new HashSet<>(content.tensors().keySet());
    foreign.removeIf(name -> name.startsWith(TRAINING) || model.graph.isConstant(name));
    if (foreign.isEmpty()) return model;
    throw new ModelFileException(
        "tensor '%s' is none of its graph's: the file is damaged"
            .formatted(quote(foreign.iterator().next())));
  }

  /** What the model computes, with its parameters and buffers. */
  public Graph graph() {
    return graph;
  }

  /** A new module that shares the graph's parameters and buffers: to train further, or to apply. */
  public GraphModule module() {
    return new GraphModule(graph);
  }

  /** The model's name, classes and normalisation. */
  public ModelInfo info() {
    return info;
  }

  /**
   * Copies all parameters and buffers into a module that has them under the same names.
   *
   * @throws ModelFileException if it is another model: a name is missing, too many or of another
   *     shape; the module is then as it was
   */
  public void copyTo(Module module) {
    var targets = new LinkedHashMap<String, Tensor>(module.namedParameters());
    targets.putAll(module.namedBuffers());
    var sources = new LinkedHashMap<String, Tensor>(graph.parameters());
    sources.putAll(graph.buffers());
    targets.forEach((name, target) -> requireSame(name, target, sources));
    sources.forEach((name, source) -> requireSame(name, source, targets));
    sources.forEach((name, source) -> targets.get(name).copyFrom(source));
  }

  private void requireSame(String name, Tensor tensor, SequencedMap<String, Tensor> others) {
    var other = others.get(name);
    if (other != null && other.toString().equals(tensor.toString())) return;
    throw new ModelFileException(
        "the file's model '%s' is another one: tensor '%s' is %s in one and %s in the other"
            .formatted(info.name(), name, tensor, other == null ? "missing" : other));
  }
}
