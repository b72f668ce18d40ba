package jacquard.bench.report;

import jacquard.fashion.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A run of the bench.
 *
 * @param circumstances commit, date, JDK, machine and the like
 * @param contenders who took part, by name, with version and settings
 * @param roofs the machine's limits
 * @param rows what was measured
 */
public record BenchRun(
    Map<String, Object> circumstances,
    Map<String, String> contenders,
    List<Roof> roofs,
    List<Row> rows) {
  /**
   * What the machine can do at most with so many threads.
   *
   * @param threads how many
   * @param gflops fused multiply-adds in registers, in GFLOP/s
   * @param gbps the triad of arrays that no cache holds, in GB/s
   */
  public record Roof(int threads, double gflops, double gbps) {}

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it cannot be read
   */
  public static BenchRun read(Path file) throws IOException {
    return Json.read(file, BenchRun.class);
  }

  /**
   * Writes everything as JSON.
   *
   * @throws IOException if that fails; an older file is then untouched
   */
  public void write(Path file) throws IOException {
    Json.write(file, this);
  }
}
