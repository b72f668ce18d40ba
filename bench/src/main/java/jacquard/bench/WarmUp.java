package jacquard.bench;

import jacquard.bench.contender.Contenders;
import jacquard.bench.contender.Task;
import jacquard.bench.work.TrainWork;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long a new JVM takes until its training steps are as fast as they will be. */
public final class WarmUp {
  private static final double SECONDS = 12;
  private static final double SHARE = 0.9;

  /** The rate at a moment is that of so many steps, so that no hiccup counts. */
  private static final int WINDOW = 5;

  private WarmUp() {}

  /**
   * The seconds, measured by a JVM of its own with the options of this one.
   *
   * @throws IOException if that JVM fails
   */
  static double measure(TrainWork work) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    var classPath = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", classPath, WarmUp.class.getName(), work.name()));
    var process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    try (var answer = process.inputReader()) {
      var line = answer.readLine();
      if (line == null) throw new IOException("the JVM that was to warm up has failed.");
      return Double.parseDouble(line);
    }
  }

  /**
   * Measures this JVM, which must have done nothing yet, and prints the seconds.
   *
   * @param args the name of a {@link TrainWork}
   */
  public static void main(String[] args) {
    var task = Contenders.named("jacquard").prepare(TrainWork.valueOf(args[0]), 1).orElseThrow();
    System.out.println(secondsUntilFast(ends(task)));
  }

  /** When each step ended, in seconds after the first began. */
  private static double[] ends(Task task) {
    var ends = new ArrayList<Double>();
    long start = System.nanoTime();
    do {
      task.run();
      ends.add(1e-9 * (System.nanoTime() - start));
    } while (ends.getLast() < SECONDS);
    return ends.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The end of the first window of steps that take little longer than the steps at the end. */
  static double secondsUntilFast(double[] ends) {
    double atTheEnd = medianStep(ends, 2 * ends.length / 3, ends.length);
    for (int from = 0; from + WINDOW <= ends.length; from++) {
      if (medianStep(ends, from, from + WINDOW) <= atTheEnd / SHARE) return ends[from + WINDOW - 1];
    }
    return ends[ends.length - 1];
  }

  private static double medianStep(double[] ends, int from, int to) {
    var steps = new double[to - from];
    for (int i = from; i < to; i++) steps[i - from] = ends[i] - (i == 0 ? 0 : ends[i - 1]);
    Arrays.sort(steps);
    return steps[steps.length / 2];
  }
}
