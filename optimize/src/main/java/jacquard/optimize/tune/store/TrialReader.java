package jacquard.optimize.tune.store;

import jacquard.optimize.tune.Distribution;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.FrozenTrial.Parameter;
import jacquard.optimize.tune.TrialBuilder;
import jacquard.optimize.tune.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the trials of a study. Those that have finished change no more: the first ones, up to one
 * that has not, are read once.
 */
final class TrialReader {
  private final Sql sql;
  private final long study;
  private final List<FrozenTrial> settled = new ArrayList<>();
  private final Map<String, Distribution> distributions = new HashMap<>();

  TrialReader(Sql sql, long study) {
    this.sql = sql;
    this.study = study;
  }

  synchronized List<FrozenTrial> trials() {
    var trials = new ArrayList<>(settled);
    trials.addAll(read(settled.size(), Integer.MAX_VALUE));
    for (var trial : trials.subList(settled.size(), trials.size())) {
      if (!trial.state().isFinished()) break;
      settled.add(trial);
    }
    return List.copyOf(trials);
  }

  synchronized FrozenTrial trial(int number) {
    return number < settled.size() ? settled.get(number) : read(number, number).getFirst();
  }

  /** How a trial has begun and ended, to be told to its builder when all else is there. */
  private record End(
      TrialState state, long started, long finished, String failure, List<Double> values) {
    void tell(TrialBuilder builder) {
      if (state == TrialState.WAITING) return;
      builder.start(Instant.ofEpochMilli(started));
      if (state.isFinished()) {
        builder.finish(state, values, failure, Instant.ofEpochMilli(finished));
      }
    }
  }

  /**
   * Reads how the trials stand before it reads what they have: whatever a finished trial has was
   * there already, and what a running one gets meanwhile does no harm.
   */
  private List<FrozenTrial> read(int first, int last) {
    SortedMap<Integer, TrialBuilder> builders = new TreeMap<>();
    var ends = new HashMap<Integer, End>();
    each(
        "SELECT number, state, started, finished, failure FROM trial WHERE study = ?"
            + " AND number BETWEEN ? AND ?",
        first,
        last,
        row -> {
          builders.put(row.getInt(1), new TrialBuilder(row.getInt(1)));
          ends.put(row.getInt(1), end(row));
        });
    readParts(first, last, builders, ends);
    builders.forEach((number, builder) -> ends.get(number).tell(builder));
    return builders.values().stream().map(TrialBuilder::freeze).toList();
  }

  private static End end(ResultSet row) throws SQLException {
    var state = TrialState.valueOf(row.getString(2));
    return new End(state, row.getLong(3), row.getLong(4), row.getString(5), new ArrayList<>());
  }

  private void readParts(
      int first, int last, Map<Integer, TrialBuilder> builders, Map<Integer, End> ends) {
    part(
        "fixed",
        "name, value",
        "name",
        first,
        last,
        builders,
        (b, row) -> b.fix(row.getString(2), row.getString(3)));
    part(
        "attribute",
        "name, value",
        "name",
        first,
        last,
        builders,
        (b, row) -> b.userAttribute(row.getString(2), row.getString(3)));
    part(
        "parameter",
        "name, distribution, value",
        "position",
        first,
        last,
        builders,
        (b, row) ->
            b.parameter(
                row.getString(2), new Parameter(distribution(row.getString(3)), row.getDouble(4))));
    var reports = new HashMap<Integer, SortedMap<Integer, List<Double>>>();
    part(
        "report",
        "step, value",
        "step, objective",
        first,
        last,
        builders,
        (b, row) ->
            reports
                .computeIfAbsent(row.getInt(1), _ -> new TreeMap<>())
                .computeIfAbsent(row.getInt(2), _ -> new ArrayList<>())
                .add(orNaN(row, 3)));
    reports.forEach((trial, steps) -> steps.forEach(builders.get(trial)::report));
    part(
        "result",
        "value",
        "objective",
        first,
        last,
        builders,
        (b, row) -> ends.get(row.getInt(1)).values.add(row.getDouble(2)));
  }

  /** SQLite has no NaN. */
  private static double orNaN(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  private Distribution distribution(String json) {
    return distributions.computeIfAbsent(json, DistributionJson::read);
  }

  private interface Part {
    void add(TrialBuilder builder, ResultSet row) throws SQLException;
  }

  private void part(
      String table,
      String columns,
      String order,
      int first,
      int last,
      Map<Integer, TrialBuilder> builders,
      Part part) {
    each(
        "SELECT trial, %s FROM %s WHERE study = ? AND trial BETWEEN ? AND ? ORDER BY trial, %s"
            .formatted(columns, table, order),
        first,
        last,
        row -> {
          var builder = builders.get(row.getInt(1));
          if (builder != null) part.add(builder, row);
        });
  }

  private interface Reading {
    void read(ResultSet row) throws SQLException;
  }

  private void each(String query, int first, int last, Reading reading) {
    sql.query(
        row -> {
          reading.read(row);
          return row;
        },
        query,
        study,
        first,
        last);
  }
}
