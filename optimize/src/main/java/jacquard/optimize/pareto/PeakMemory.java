package jacquard.optimize.pareto;

import jacquard.engine.graph.Plan;
import jacquard.engine.io.ModelFile;
import jacquard.engine.tensor.Tensor;
import jacquard.optimize.factorize.CompactFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The most memory that a process takes whose only work is to load a model and to run it. */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final int RUNS = 20;

  private PeakMemory() {}

  /**
   * Starts a Java that runs a model on batches, and asks the system for its peak; Java itself is
   * part of it.
   *
   * @param model its file; null to run nothing, which tells what Java takes
   * @param batch samples of a run
   * @return bytes; nothing where the system does not tell, as outside Linux
   * @throws IOException if the process cannot be started or fails
   */
  public static OptionalLong measure(Path model, int batch) throws IOException {
    if (!Files.exists(STATUS)) return OptionalLong.empty();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // One heap for all, and a collector that takes no more than it needs.
    command.addAll(List.of("--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC", "-cp"));
    command.add(classPath());
    command.add(PeakMemory.class.getName());
    if (model != null) command.addAll(List.of(model.toString(), Integer.toString(batch)));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var answer = process.inputReader()) {
      var line = answer.readLine();
      if (process.waitFor() == 0) return OptionalLong.of(Long.parseLong(line));
      throw new IOException("the process that measures the memory of " + model + " failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new IOException("interrupted while " + model + " was measured", e);
    }
  }

  private static String classPath() {
    return Stream.of("java.class.path", "jdk.module.path")
        .map(key -> System.getProperty(key, ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * The process.
   *
   * @param args a model file and the samples of a run, or nothing
   */
  public static void main(String[] args) throws IOException {
    if (args.length > 0) run(Path.of(args[0]), Integer.parseInt(args[1]));
    try (var lines = Files.lines(STATUS)) {
      var peak = lines.filter(line -> line.startsWith(PEAK)).findFirst().orElseThrow();
      System.out.println(Long.parseLong(peak.replaceAll("\\D", "")) << 10); // in kB
    }
  }

  private static void run(Path file, int batch) {
    var model = CompactFile.is(file) ? CompactFile.load(file) : ModelFile.load(file);
    var input = model.graph().inputs().getFirst();
    var session = Plan.compile(model.graph()).session(batch);
    var samples = Tensor.zeros(input.shape(batch));
    for (int i = 0; i < RUNS; i++) session.run(samples);
  }
}
