package jacquard.deploy.onnx;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.deploy.onnx.read.ModelReader;
import jacquard.deploy.onnx.type.Port;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.io.Runner;
import jacquard.engine.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;

/**
 * An ONNX model that was read: a {@link Graph} that is trained, rewritten and compiled like any
 * other, and {@link #run}, which takes and gives tensors by the names and in the order (NCHW) that
 * ONNX has.
 *
 * <p>In the graph images are channels last, so its image inputs are {@code [n, h, w, c]}.
 */
public final class OnnxModel {
  private final ModelReader.Result read;
  private final ModelInfo info;
  private volatile Runner runner;

  private OnnxModel(ModelReader.Result read, String name) {
    this.read = read;
    info = Metadata.info(ModelReader.metadata(read.model()), name);
  }

  /**
   * Reads a file.
   *
   * @throws ModelFileException if it cannot be read, is damaged, or uses what is not supported
   */
  public static OnnxModel read(Path file) {
    return read(file, Map.of());
  }

  /**
   * Reads a file with some inputs fixed: they become constants of the model. So a model can be read
   * whose shapes depend on an input.
   *
   * @param given the fixed inputs by name, as ONNX has them
   */
  public static OnnxModel read(Path file, Map<String, Tensor> given) {
    var folder = file.toAbsolutePath().getParent();
    try {
      return new OnnxModel(ModelReader.read(bytes(file), folder, given), stem(file));
    } catch (ModelFileException e) {
      throw e.in(file);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelFileException("it cannot be read: " + ModelFileException.reason(e), e);
    } catch (OutOfMemoryError e) {
      throw new ModelFileException("it is larger than Java's memory: give it more with -Xmx", e);
    }
  }

  private static String stem(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name;
  }

  /** The same of the bytes of a file; external data are refused. */
  public static OnnxModel read(byte[] bytes, Map<String, Tensor> given) {
    return new OnnxModel(ModelReader.read(bytes, null, given), "model");
  }

  /** The operators that can be read, each with the oldest opset from which on. */
  public static SortedMap<String, Integer> operators() {
    return ModelReader.operators();
  }

  /** What it computes, images channels last. */
  public Graph graph() {
    return read.graph();
  }

  /** A new module that shares the graph's parameters and buffers: to train further, or to apply. */
  public GraphModule module() {
    return new GraphModule(read.graph());
  }

  /** Its name, classes and normalisation, where the file's metadata tell them. */
  public ModelInfo info() {
    return info;
  }

  /** The version of the standard's operators that it uses. */
  public int opset() {
    return read.opset();
  }

  /** Its inputs. */
  public List<Port> inputs() {
    return read.inputs();
  }

  /** Its outputs. */
  public List<Port> outputs() {
    return read.outputs();
  }

  /**
   * Runs it. Any number of threads may, at the same time.
   *
   * @param inputs a tensor for each input's name, in ONNX's order
   * @return a tensor for each output's name, in ONNX's order
   * @throws IllegalArgumentException if a name is wrong or missing, or a tensor does not fit; the
   *     message shows what is expected and what came
   */
  public SequencedMap<String, Tensor> run(Map<String, Tensor> inputs) {
    var expected = inputs().stream().map(Port::name).toList();
    if (inputs.size() != expected.size() || !inputs.keySet().containsAll(expected)) {
      throw new IllegalArgumentException(
          "the model takes the inputs %s, not %s".formatted(expected, inputs.keySet()));
    }
    var stored = new ArrayList<Tensor>();
    for (var port : inputs()) stored.add(Layouts.toStored(port, inputs.get(port.name())));
    var results = runner().run(stored);
    var named = new LinkedHashMap<String, Tensor>();
    for (int i = 0; i < results.size(); i++) {
      var port = outputs().get(i);
      named.put(port.name(), Layouts.fromStored(port, results.get(i)));
    }
    return named;
  }

  private Runner runner() {
    if (runner == null) {
      synchronized (this) {
        if (runner == null) runner = Runner.of(read.graph());
      }
    }
    return runner;
  }

  @Override
  public String toString() {
    return "%s %s -> %s".formatted(quote(info.name()), inputs(), outputs());
  }
}
