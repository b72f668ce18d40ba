package jacquard.bench;

import jacquard.bench.contender.Contender;
import jacquard.bench.contender.Contenders;
import jacquard.bench.report.BenchRun;
import jacquard.bench.report.Row;
import jacquard.bench.report.TextTable;
import jacquard.bench.work.Work;
import jacquard.bench.work.Works;
import jacquard.fashion.cli.OutputFile;
import jacquard.fashion.cli.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures works and shows what came out. */
@Command(
    name = "jacquard bench",
    description = "Measures kernels, training steps and predictions beside their peers.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Medians of rounds in which all take turns; 1.10x means that Jacquard is 1.10 times as fast.",
      "The machine's peak (fused multiply-adds, or the bandwidth of memory) takes its turn too.",
      "",
      "jacquard bench jmh [OPTIONS]   runs the same works under JMH, for its profilers."
    })
final class BenchCommand implements Callable<Integer> {
  private static final class EffortOptions {
    @Option(names = "--quick", description = "A few rounds: is all well?")
    boolean quick;

    @Option(names = "--full", description = "Many rounds, and slow peers too: to be published.")
    boolean full;
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILTER",
      defaultValue = "",
      description = "Only works whose name contains this, for instance gemm or \"train cnn\".")
  private String filter;

  @ArgGroup private EffortOptions effort = new EffortOptions();

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2",
      description = "Threads of every contender (default: ${DEFAULT-VALUE}).")
  private List<Integer> threads;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Write all figures to this file, as JSON.")
  private Path json;

  @Option(
      names = "--native-peers",
      description = "PyTorch and NumPy too, in a Python of their own (apt install python3-torch).")
  private boolean nativePeers;

  @Option(
      names = "--peers",
      description =
          "OpenBLAS, ONNX Runtime, PyTorch and others too, from Maven Central: the first time the"
              + " launcher downloads about a gigabyte.")
  private boolean peers;

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    var run = measure(out);
    if (json != null) run.write(json);
    return 0;
  }

  private Effort effort() {
    return effort.quick ? Effort.QUICK : effort.full ? Effort.FULL : Effort.NORMAL;
  }

  private BenchRun measure(PrintWriter out) {
    var works = Works.matching(filter);
    var contenders = nativePeers ? Contenders.withNative() : Contenders.all();
    var circumstances = Circumstances.now(effort(), works);
    var driver = new Driver(effort(), contenders);
    var roofs = threads.stream().map(n -> Yardstick.roof(effort().timer(), n)).toList();
    var rows = new ArrayList<Row>();
    for (var family : works.stream().map(Work::family).distinct().toList()) {
      for (int n : threads) {
        var table = new ArrayList<Row>();
        for (var work : works) {
          if (work.family().equals(family)) driver.measure(work, n).ifPresent(table::add);
        }
        if (table.isEmpty()) continue;
        out.println(TextTable.render(table));
        rows.addAll(table);
      }
    }
    return new BenchRun(circumstances, descriptions(contenders), roofs, rows);
  }

  private static LinkedHashMap<String, String> descriptions(List<Contender> contenders) {
    var descriptions = new LinkedHashMap<String, String>();
    for (var contender : contenders) descriptions.put(contender.name(), contender.description());
    return descriptions;
  }
}
