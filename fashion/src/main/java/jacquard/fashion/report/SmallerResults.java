package jacquard.fashion.report;

import jacquard.fashion.report.SmallerRun.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * One table of models that were made smaller.
 *
 * @param circumstances command, commit, machine, data source and the like
 * @param runs in the order they were made
 */
public record SmallerResults(Map<String, Object> circumstances, List<SmallerRun> runs) {
  /** Takes copies. */
  public SmallerResults {
    circumstances = new LinkedHashMap<>(circumstances);
    runs = List.copyOf(runs);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it cannot be read
   */
  public static SmallerResults read(Path file) throws IOException {
    return Json.read(file, SmallerResults.class, "figures of smaller models");
  }

  /**
   * Writes everything.
   *
   * @throws IOException if that fails; an older file is then untouched
   */
  public void write(Path file) throws IOException {
    Json.write(file, this);
  }

  /** Whether the pictures were the generated stand-in. */
  public boolean isGenerated() {
    return "generated".equals(circumstances.get("data_source"));
  }

  /** Each kind once, model by model, in the order of their first runs. */
  List<Kind> kinds() {
    var models = runs.stream().map(SmallerRun::model).distinct().toList();
    return runs.stream()
        .map(SmallerRun::kind)
        .distinct()
        .sorted((a, b) -> models.indexOf(a.model()) - models.indexOf(b.model()))
        .toList();
  }

  /** The runs of a kind. */
  List<SmallerRun> of(Kind kind) {
    return runs.stream().filter(run -> run.kind().equals(kind)).toList();
  }

  /** A figure of the runs of a kind. */
  Spread spread(Kind kind, ToDoubleFunction<SmallerRun> figure) {
    return Spread.of(of(kind).stream().mapToDouble(figure).toArray());
  }

  /** By how much a kind is more accurate, seed by seed, than what it is compared with; or null. */
  Spread gain(Kind kind) {
    double[] gains =
        of(kind).stream()
            .filter(run -> partner(run) != null)
            .mapToDouble(run -> run.accuracy() - partner(run).accuracy())
            .toArray();
    return gains.length == 0 ? null : Spread.of(gains);
  }

  /** How many times smaller a figure of a kind is, on the average, than its partner's. */
  double ratio(Kind kind, ToDoubleFunction<SmallerRun> figure) {
    return of(kind).stream()
        .filter(run -> partner(run) != null)
        .mapToDouble(run -> figure.applyAsDouble(partner(run)) / figure.applyAsDouble(run))
        .average()
        .orElse(1);
  }

  private SmallerRun partner(SmallerRun run) {
    return runs.stream()
        .filter(other -> other.model().equals(run.model()) && other.seed() == run.seed())
        .filter(other -> other.variant().equals(run.against()))
        .findFirst()
        .orElse(null);
  }
}
