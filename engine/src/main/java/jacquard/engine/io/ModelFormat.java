package jacquard.engine.io;

import jacquard.engine.graph.Graph;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A format of model files other than Jacquard's own. A module that can read one provides this
 * service: {@code jacquard.deploy} does for ONNX.
 */
public interface ModelFormat {
  /**
   * What a file holds.
   *
   * @param graph what the model computes; images channels last
   * @param info what else the file tells of it
   */
  record Model(Graph graph, ModelInfo info) {}

  /** Whether a file is of this format, by its name. */
  boolean reads(Path file);

  /**
   * Reads a file.
   *
   * @throws ModelFileException if it cannot be read or used
   */
  Model read(Path file);

  /**
   * Reads a file by the format that knows its name, if any does.
   *
   * @throws ModelFileException if it cannot be read or used, or is an ONNX model and nothing here
   *     reads those
   */
  static Optional<Model> load(Path file) {
    for (var format : ServiceLoader.load(ModelFormat.class)) {
      if (format.reads(file)) return Optional.of(format.read(file));
    }
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
      throw new ModelFileException(
          file + ": reading ONNX needs the module jacquard.deploy: put its jar on the path");
    }
    return Optional.empty();
  }
}
