package jacquard.bench;

import jacquard.bench.contender.Contenders;
import jacquard.bench.report.BenchPage;
import jacquard.bench.report.BenchRun;
import jacquard.bench.report.Markdown;
import jacquard.bench.report.TextTable;
import jacquard.bench.work.Works;
import jacquard.fashion.cli.OutputFile;
import jacquard.fashion.cli.Version;
import java.io.IOException;
import java.nio.file.Path;
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
      "Medians of rounds in which all take turns. Under \"x NAME\" stands how many times as fast"
          + " as",
      "NAME Jacquard is.",
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
      names = "--peers",
      description =
          "OpenBLAS, ONNX Runtime, VectorBLAS, DJL and Deeplearning4j too, from Maven Central: the"
              + " first time the launcher downloads 350 MB.")
  private boolean peers; // the launcher's: they are on the class path, or they are not

  @Option(
      names = "--native-peers",
      description = "PyTorch and NumPy too, in a Python of their own (apt install python3-torch).")
  private boolean nativePeers;

  @Option(
      names = "--profile",
      description =
          "Also say where the time of a training step of cnn goes, and how long a new JVM takes to"
              + " become fast (half a minute).")
  private boolean profile;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Write all figures to this file, as JSON.")
  private Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      converter = OutputFile.class,
      defaultValue = "bench.html",
      description = "Write a page with rooflines here (default: ${DEFAULT-VALUE}).")
  private Path html;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      split = ",",
      description = "Measure nothing: show what --json wrote to these files.")
  private List<Path> from = List.of();

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "With --from: write the tables of all those runs here.")
  private Path markdown;

  @Override
  public Integer call() throws IOException {
    if (markdown != null) {
      Markdown.write(from, markdown);
    } else if (from.isEmpty()) {
      finish(measure());
    } else {
      for (var file : from) {
        var run = BenchRun.read(file);
        for (var rows : run.tables()) show(TextTable.render(rows));
        if (run.profile() != null) show(TextTable.render(run.profile()));
        finish(run);
      }
    }
    return 0;
  }

  private BenchRun measure() throws IOException {
    var err = spec.commandLine().getErr();
    var all = nativePeers ? Contenders.withNative() : Contenders.all();
    var works = Works.matching(filter);
    return new Bench(effort(), all, err::println).run(works, threads, profile, this::show);
  }

  private Effort effort() {
    return effort.quick ? Effort.QUICK : effort.full ? Effort.FULL : Effort.NORMAL;
  }

  private void show(String table) {
    spec.commandLine().getOut().println(table);
  }

  private void finish(BenchRun run) throws IOException {
    if (json != null) run.write(json);
    BenchPage.write(run, html);
    show("page: " + html);
  }
}
