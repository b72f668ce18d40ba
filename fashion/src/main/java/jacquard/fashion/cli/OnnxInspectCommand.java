package jacquard.fashion.cli;

import jacquard.deploy.onnx.Inspection;
import jacquard.deploy.onnx.OnnxModel;
import jacquard.fashion.report.Text;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows an ONNX model as the table of what it will run as. */
@Command(name = "inspect", description = "Show what an ONNX model will run as.")
final class OnnxInspectCommand extends BaseCommand {
  private static final String LINE = "%-32s %-14s %-18s %10s %12s %10s  %s";

  @Parameters(paramLabel = "FILE", description = "An ONNX model.")
  private Path file;

  @Override
  int run(Run run) {
    var model = OnnxModel.read(file);
    var inspection = Inspection.of(model.graph());
    var screen = run.screen();
    screen.result("%s, opset %d", file, model.opset());
    model.inputs().forEach(port -> screen.result("input   %s", port));
    model.outputs().forEach(port -> screen.result("output  %s", port));
    screen.result(LINE, "value", "op", "shape", "parameters", "FLOPs", "bytes", "runs as");
    for (var row : inspection.rows()) {
      screen.result(
          LINE,
          row.name(),
          row.op(),
          row.shape(),
          Text.count(row.parameters()),
          Text.count(row.flops()),
          Text.count(row.bytes()),
          row.runsAs());
    }
    screen.result(
        "%s parameters, %s FLOPs a sample, %s bytes of weights",
        Text.count(inspection.parameters()),
        Text.count(inspection.flops()),
        Text.count(inspection.bytes()));
    run.put("model_file", file.toString())
        .put("opset", model.opset())
        .put("parameters", inspection.parameters())
        .put("flops", inspection.flops())
        .put("bytes", inspection.bytes())
        .put("nodes", inspection.rows().stream().map(Object::toString).toList());
    return 0;
  }
}
