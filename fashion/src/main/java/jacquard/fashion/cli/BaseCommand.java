package jacquard.fashion.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands do alike: take the common options, run, write their figures. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true)
abstract class BaseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  /**
   * The command itself.
   *
   * @return the exit code
   */
  abstract int run(Run run) throws Exception;

  @Override
  public final Integer call() throws Exception {
    var command = spec.commandLine();
    var main = (Main) spec.root().userObject();
    var screen = new Screen(command.getOut(), command.getErr(), common.quiet);
    try (var run = new Run(main, spec.qualifiedName(), screen, common)) {
      int code = run(run);
      run.writeFigures();
      return code;
    }
  }
}
