package jacquard.bench.work;

import jacquard.deploy.onnx.OnnxModel;
import jacquard.engine.graph.Graph;
import jacquard.engine.nn.Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The two models as PyTorch writes them; the script stands beside the files. */
public final class TorchExport {
  private TorchExport() {}

  /** A model's ONNX file. */
  public static byte[] of(Model model) {
    var name = model.label() + ".onnx.gz";
    try (var in = new GZIPInputStream(TorchExport.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is damaged", e);
    }
  }

  /** What is read of it. */
  static Graph graph(Model model) {
    return OnnxModel.read(of(model), Map.of()).graph();
  }

  /** The model made of our layers, with the file's weights. */
  static Graph rebuilt(Model model) {
    Module module = model.create();
    var weights = graph(model).parameters().values().iterator();
    module.namedParameters().values().forEach(own -> own.copyFrom(weights.next()));
    return Graph.trace(module, model.sample());
  }
}
