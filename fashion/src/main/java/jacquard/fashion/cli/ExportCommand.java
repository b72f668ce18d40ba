package jacquard.fashion.cli;

import jacquard.deploy.onnx.OnnxExport;
import jacquard.deploy.onnx.OnnxExport.Zeros;
import jacquard.deploy.onnx.OnnxModel;
import jacquard.engine.graph.Graph;
import jacquard.engine.io.AtomicFile;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.io.Runner;
import jacquard.engine.op.Scalars;
import jacquard.engine.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Writes a saved model as ONNX: what is to be written is read back first, and the two compute the
 * same, or there is no file.
 */
@Command(name = "export", description = "Write a saved model as ONNX, and check it.")
final class ExportCommand extends BaseCommand {
  private static final int SAMPLES = 16;
  private static final float TOLERANCE = 1e-4f;

  @Parameters(paramLabel = "MODEL", description = "A model file, quantized and compact ones too.")
  private Path file;

  @Option(
      names = "--onnx",
      paramLabel = "FILE",
      required = true,
      converter = OutputFile.class,
      description = "The file to write.")
  private Path onnx;

  @Option(
      names = "--sparse",
      description = "Leave zeros of pruned weights out where the file becomes smaller by that.")
  private boolean sparse;

  @Override
  int run(Run run) {
    var model = Classifier.read(file);
    run.trainedOn(model.info());
    var bytes =
        OnnxExport.bytes(model.graph(), model.info(), sparse ? Zeros.LEFT_OUT : Zeros.STORED);
    var read = OnnxModel.read(bytes, Map.of());
    float difference = difference(model.graph(), read.graph(), run.seed());
    if (!(difference <= TOLERANCE)) {
      throw new ModelFileException(
          "%s is not written: what would be read of it computes something else (difference %s)"
              .formatted(onnx, difference));
    }
    AtomicFile.write(onnx, ByteBuffer.wrap(bytes));
    run.put("model", model.info().name())
        .put("model_file", file.toString())
        .put("onnx_file", onnx.toString())
        .put("opset", read.opset())
        .put("bytes", bytes.length)
        .put("difference", difference);
    run.screen().result("%s, opset %d, %d bytes", onnx, read.opset(), bytes.length);
    run.screen().say("Read back: largest difference %s over %d random inputs", difference, SAMPLES);
    return 0;
  }

  private static float difference(Graph written, Graph read, long seed) {
    var random = new Random(seed);
    var inputs = new ArrayList<Tensor>();
    for (var input : written.inputs()) {
      var tensor = Tensor.zeros(input.dtype(), input.shape(SAMPLES));
      for (int i = 0; i < tensor.size(); i++) {
        Scalars.set(tensor, i, random.nextDouble());
      }
      inputs.add(tensor);
    }
    return difference(Runner.of(written).run(inputs), Runner.of(read).run(inputs));
  }

  private static float difference(List<Tensor> expected, List<Tensor> found) {
    float largest = 0;
    for (int i = 0; i < expected.size(); i++) {
      var a = expected.get(i);
      var b = found.get(i);
      if (!a.shape().equals(b.shape()) || a.dtype() != b.dtype()) return Float.NaN;
      for (int j = 0; j < a.size(); j++) {
        double distance = Math.abs(Scalars.real(a, j) - Scalars.real(b, j));
        largest = Math.max(largest, (float) distance);
      }
    }
    return largest;
  }
}
