package jacquard.fashion.cli;

import jacquard.deploy.onnx.Npy;
import jacquard.deploy.onnx.OnnxModel;
import jacquard.deploy.onnx.type.Port;
import jacquard.engine.op.Scalars;
import jacquard.engine.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs an ONNX model on NumPy files. */
@Command(name = "run", description = "Run an ONNX model on NumPy files.")
final class OnnxRunCommand extends BaseCommand {
  private static final int SHOWN = 10;

  @Parameters(paramLabel = "FILE", description = "An ONNX model.")
  private Path file;

  @Option(
      names = "--input",
      paramLabel = "[NAME=]FILE",
      description = "A .npy file for an input, in ONNX's order; the name where there are several.")
  private List<String> inputs = List.of();

  @Option(
      names = "--output",
      paramLabel = "[NAME=]FILE",
      description = "Where to write an output as .npy; without it the first figures are shown.")
  private List<String> outputs = List.of();

  @Override
  int run(Run run) {
    var model = OnnxModel.read(file);
    var targets = files(outputs, model.outputs(), "output");
    targets.values().forEach(OutputFile::check);
    var given = new LinkedHashMap<String, Tensor>();
    files(inputs, model.inputs(), "input")
        .forEach((name, source) -> given.put(name, Npy.read(source)));
    var results = model.run(given);
    results.forEach((name, tensor) -> {
      run.put(name, tensor.shape().toList());
      run.screen().result("%s %s %s", name, tensor, beginning(tensor));
      if (targets.containsKey(name)) Npy.write(targets.get(name), tensor);
    });
    return 0;
  }

  private static Map<String, Path> files(List<String> options, List<Port> ports, String kind) {
    var files = new LinkedHashMap<String, Path>();
    var names = ports.stream().map(Port::name).toList();
    for (var option : options) {
      int equals = option.indexOf('=');
      var name =
          equals < 0 && names.size() == 1
              ? names.getFirst()
              : option.substring(0, Math.max(0, equals));
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "'%s' names no %s of the model: it has %s".formatted(option, kind, ports));
      }
      if (files.put(name, Path.of(option.substring(equals + 1))) != null) {
        throw new IllegalArgumentException(
            "'%s' names the %s '%s' a second time: give it one file".formatted(option, kind, name));
      }
    }
    return files;
  }

  private static String beginning(Tensor tensor) {
    int count = Math.min(SHOWN, tensor.size());
    var figures =
        IntStream.range(0, count)
            .mapToObj(i -> Double.toString(Scalars.real(tensor, i)))
            .collect(Collectors.joining(", "));
    return tensor.size() > count ? figures + ", ..." : figures;
  }
}
