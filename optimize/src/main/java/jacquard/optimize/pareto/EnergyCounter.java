package jacquard.optimize.pareto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The energy that the processors count themselves (RAPL), where Linux lets a program read it: many
 * systems allow that to the administrator alone.
 *
 * @param packages a folder for each processor, with {@code energy_uj} and {@code
 *     max_energy_range_uj}
 */
record EnergyCounter(List<Path> packages) {
  private static final Path LINUX = Path.of("/sys/class/powercap");
  private static final String COUNTER = "energy_uj";

  /** This machine's. */
  static Optional<EnergyCounter> ofSystem() {
    return in(LINUX);
  }

  /** What a folder counts; nothing if it cannot be read. */
  static Optional<EnergyCounter> in(Path folder) {
    if (!Files.isDirectory(folder)) return Optional.empty();
    try (var all = Files.list(folder)) {
      var packages =
          all.filter(each -> each.getFileName().toString().matches("intel-rapl:\\d+"))
              .filter(each -> Files.isReadable(each.resolve(COUNTER)))
              .sorted()
              .toList();
      return packages.isEmpty() ? Optional.empty() : Optional.of(new EnergyCounter(packages));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What everything on the machine takes while a task runs, in joules. */
  double joules(Runnable task) {
    var before = packages.stream().mapToLong(each -> read(each, COUNTER)).toArray();
    task.run();
    double micros = 0;
    for (int i = 0; i < before.length; i++) {
      long counted = read(packages.get(i), COUNTER) - before[i];
      // A counter that has come to its end begins again at 0.
      micros += counted >= 0 ? counted : counted + read(packages.get(i), "max_energy_range_uj");
    }
    return micros * 1e-6;
  }

  private static long read(Path folder, String file) {
    try {
      return Long.parseLong(Files.readString(folder.resolve(file)).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
