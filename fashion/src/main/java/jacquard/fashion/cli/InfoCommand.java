package jacquard.fashion.cli;

import jacquard.kernels.Kernels;
import picocli.CommandLine.Command;

/** Shows what computations run on here, and why. */
@Command(name = "info", description = "Show the JDK, the kernels' tier and why, lanes and cores.")
final class InfoCommand extends BaseCommand {
  @Override
  int run(Run run) {
    var tier = Kernels.tier();
    long memory = Runtime.getRuntime().maxMemory();
    run.put("tier_description", tier.description()).put("memory_bytes", memory);
    var screen = run.screen();
    screen.result("JDK      %s", Machine.jdk());
    screen.result("Kernels  %s", tier.description());
    screen.result("Lanes    %d", tier.lanes());
    screen.result("Cores    %d", Machine.cores());
    screen.result("Threads  %d", run.parallel().threads());
    screen.result("Memory   %d MB for Java", memory >> 20);
    screen.result("Machine  %s", Machine.processor());
    return 0;
  }
}
