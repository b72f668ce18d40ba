package jacquard.deploy.onnx;

import jacquard.engine.io.ModelFormat;
import java.nio.file.Path;
import java.util.Locale;

/** Lets {@code Predictor.load} and {@code Runner.load} read {@code .onnx} files. */
public final class OnnxFormat implements ModelFormat {
  /** For {@link java.util.ServiceLoader}. */
  public OnnxFormat() {}

  @Override
  public boolean reads(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  @Override
  public Model read(Path file) {
    var model = OnnxModel.read(file);
    return new Model(model.graph(), model.info());
  }
}
