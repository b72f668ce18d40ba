package jacquard.fashion.report;

import jacquard.fashion.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * All that the dropout study found: the one source of its page and its pictures.
 *
 * @param circumstances command, commit, machine, data source and the like
 * @param runs in the order they were made
 */
public record DropoutResults(Map<String, Object> circumstances, List<DropoutRun> runs) {
  private static final String RUNS = "runs";

  /** What one line of a table or one curve is about. */
  public record Setting(String model, int perClass) {
    /** {@code "mlp, 6,000 images"}. */
    public String title() {
      return "%s, %s images".formatted(model, Text.count(10L * perClass));
    }
  }

  /** Runs that differ in their seed alone. */
  public record Group(Setting setting, double rate, List<DropoutRun> runs) {
    /** Mean and standard deviation of a figure over the seeds. */
    public Spread spread(ToDoubleFunction<DropoutRun> figure) {
      return Spread.of(runs.stream().mapToDouble(figure).toArray());
    }
  }

  /** Takes copies. */
  public DropoutResults {
    circumstances = new LinkedHashMap<>(circumstances);
    runs = List.copyOf(runs);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws DataException if it is no such file, with the reason
   * @throws IOException if it cannot be read
   */
  public static DropoutResults read(Path file) throws IOException {
    var text = Files.readString(file);
    try {
      var tree = Json.readTree(text);
      var runs = new ArrayList<DropoutRun>();
      for (var run : tree.required(RUNS)) runs.add(Json.convert(run, DropoutRun.class));
      var circumstances = new LinkedHashMap<String, Object>();
      tree.properties()
          .forEach(entry -> {
            if (!entry.getKey().equals(RUNS)) {
              circumstances.put(entry.getKey(), Json.convert(entry.getValue(), Object.class));
            }
          });
      return new DropoutResults(circumstances, runs);
    } catch (JacksonException e) {
      throw new DataException(
          "%s holds no results of the dropout study (%s); choose another folder or remove it"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  /**
   * Writes everything.
   *
   * @throws IOException if that fails; an older file is then untouched
   */
  public void write(Path file) throws IOException {
    Json.write(file, figures());
  }

  /** As they stand in JSON. */
  public Map<String, Object> figures() {
    var all = new LinkedHashMap<>(circumstances);
    all.put(RUNS, runs);
    return all;
  }

  /** The settings, in the order they first appear. */
  public List<Setting> settings() {
    return runs.stream().map(run -> new Setting(run.model(), run.perClass())).distinct().toList();
  }

  /** The groups of a setting, by rising rate. */
  public List<Group> groups(Setting setting) {
    return runs.stream()
        .filter(run -> setting.equals(new Setting(run.model(), run.perClass())))
        .collect(Collectors.groupingBy(DropoutRun::rate))
        .entrySet()
        .stream()
        .map(entry -> new Group(setting, entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(Group::rate))
        .toList();
  }

  /** Whether they come from the generated stand-in. */
  public boolean isGenerated() {
    return "generated".equals(circumstances.get("data_source"));
  }
}
