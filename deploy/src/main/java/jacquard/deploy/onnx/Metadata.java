package jacquard.deploy.onnx;

import jacquard.engine.io.ModelFileException;
import jacquard.engine.io.ModelInfo;
import java.util.List;
import java.util.Map;

/** What a file's metadata say of a model: the {@link ModelInfo}, as JSON under one key. */
final class Metadata {
  /** The key; the value is {@link ModelInfo#toJson}. */
  static final String KEY = "jacquard.model";

  private Metadata() {}

  static ModelInfo info(Map<String, String> metadata, String name) {
    var json = metadata.get(KEY);
    if (json == null) return new ModelInfo(name, List.of());
    try {
      return ModelInfo.fromJson(json);
    } catch (ModelFileException e) {
      throw new ModelFileException("its metadata '%s': %s".formatted(KEY, e.getMessage()), e);
    }
  }
}
