package jacquard.fashion.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups what is done to ONNX files; alone it shows what that is. */
@Command(
    name = "onnx",
    description = "Look into an ONNX model, or run it on NumPy files.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {OnnxInspectCommand.class, OnnxRunCommand.class})
final class OnnxCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
