package jacquard.bench.report;

import jacquard.fashion.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A run of the bench.
 *
 * @param circumstances commit, date, JDK, machine and the like
 * @param contenders who took part, by name, with version and settings
 * @param roofs the machine's limits
 * @param rows what was measured
 * @param profile of a training step; null if none was asked for
 */
public record BenchRun(
    Map<String, Object> circumstances,
    Map<String, String> contenders,
    List<Roof> roofs,
    List<Row> rows,
    StepProfile profile) {
  /**
   * What the machine can do at most with so many threads.
   *
   * @param threads how many
   * @param gflops fused multiply-adds in registers, in GFLOP/s
   * @param gbps the triad of arrays that no cache holds, in GB/s
   */
  public record Roof(int threads, double gflops, double gbps) {}

  /** The rows table by table. */
  public List<List<Row>> tables() {
    return rows.stream()
        .collect(Collectors.groupingBy(Row::table, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .toList();
  }

  /** The row of the same work on one thread, or null; null for that row itself too. */
  Row onOneThread(Row row) {
    if (row.threads() == 1) return null;
    return rows.stream()
        .filter(r -> r.threads() == 1 && r.family().equals(row.family()))
        .filter(r -> r.work().equals(row.work()))
        .findFirst()
        .orElse(null);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws jacquard.fashion.data.DataException if it is something else
   * @throws IOException if it cannot be read
   */
  public static BenchRun read(Path file) throws IOException {
    return Json.read(file, BenchRun.class, "a run of the bench");
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
