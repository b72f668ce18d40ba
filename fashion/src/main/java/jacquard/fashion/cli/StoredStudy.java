package jacquard.fashion.cli;

import jacquard.fashion.data.DataSource;
import jacquard.fashion.report.SearchPage;
import jacquard.fashion.report.Text;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.TrialState;
import jacquard.optimize.tune.insight.Importance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A search as it stands. */
record StoredStudy(String name, TuneSettings settings, History history) {
  /** Its page. */
  SearchPage page() {
    boolean isGenerated = settings.data().equals(DataSource.GENERATED);
    var titles = settings.objectives().stream().map(TuneSettings.Goal::title).toList();
    return new SearchPage(name, titles, history, isGenerated, settings.data());
  }

  /** How many trials stand where. */
  String counts() {
    return "%d complete, %d pruned, %d failed"
        .formatted(
            history.trials(TrialState.COMPLETE).size(),
            history.trials(TrialState.PRUNED).size(),
            history.trials(TrialState.FAILED).size());
  }

  /** The best trial, or the front. */
  List<FrozenTrial> best() {
    var front = history.front();
    return settings.objectives().size() > 1 || front.isEmpty() ? front : List.of(front.getFirst());
  }

  /** The last lines of a search. */
  void showBest(Screen screen) {
    if (best().isEmpty()) {
      screen.result("%s: no trial is complete (%s)", name, counts());
      return;
    }
    screen.say("%s: %s", name, counts());
    best().forEach(trial -> screen.result("%s", line(trial)));
  }

  /** {@code "trial 7 accuracy 91.2 dropout 0.3 ..."}. */
  String line(FrozenTrial trial) {
    var line = new StringBuilder("trial " + trial.number());
    for (int i = 0; i < trial.values().size(); i++) {
      line.append(Text.format("  %s %.4g", settings.objectives().get(i), trial.values().get(i)));
    }
    return line.append("  ").append(TuneProgress.parameters(trial)).toString();
  }

  /** Adds all trials to the figures. */
  void put(Run run) {
    run.put("study", name)
        .put("settings", settings.attributes())
        .put("best", best().stream().map(FrozenTrial::number).toList())
        .put("importance", importance())
        .put("trials", history.trials().stream().map(this::figures).toList());
  }

  private Map<String, List<Importance>> importance() {
    var all = new LinkedHashMap<String, List<Importance>>();
    for (int i = 0; i < settings.objectives().size(); i++) {
      all.put(settings.objectives().get(i).toString(), Importance.of(history, i));
    }
    return all;
  }

  /** A trial for JSON. */
  Map<String, Object> figures(FrozenTrial trial) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("number", trial.number());
    figures.put("state", trial.state().name().toLowerCase(java.util.Locale.ROOT));
    var values = new LinkedHashMap<String, Double>();
    for (int i = 0; i < trial.values().size(); i++) {
      values.put(settings.objectives().get(i).toString(), trial.values().get(i));
    }
    figures.put("values", values);
    var parameters = new LinkedHashMap<String, String>();
    trial.parameters().forEach((key, p) -> parameters.put(key, p.label()));
    figures.put("parameters", parameters);
    var reports = new LinkedHashMap<Double, List<Double>>();
    trial
        .reports()
        .forEach((step, reported) -> reports.put((double) step / TuneSettings.STEPS, reported));
    figures.put("reports", reports); // by the epochs that were done
    figures.put("seconds", trial.duration().map(d -> d.toMillis() / 1000.0).orElse(null));
    if (!trial.failure().isEmpty()) figures.put("failure", trial.failure());
    return figures;
  }

  /** All trials as a table; every cell is quoted. */
  String csv() {
    var rows = new StringBuilder();
    var head = new ArrayList<String>(List.of("number", "state"));
    settings.objectives().forEach(goal -> head.add(goal.toString()));
    head.addAll(history.space().sequencedKeySet());
    head.add("seconds");
    rows.append(row(head));
    for (var trial : history.trials()) {
      var cells = new ArrayList<>(List.of("" + trial.number(), trial.state().name()));
      for (int i = 0; i < settings.objectives().size(); i++) {
        cells.add(i < trial.values().size() ? "" + trial.values().get(i) : "");
      }
      for (var parameter : history.space().sequencedKeySet()) {
        var has = trial.parameters().get(parameter);
        cells.add(has == null ? "" : has.label());
      }
      cells.add(trial.duration().map(d -> "" + d.toMillis() / 1000.0).orElse(""));
      rows.append(row(cells));
    }
    return rows.toString();
  }

  private static String row(List<String> cells) {
    return String.join(",", cells.stream().map(c -> '"' + c.replace("\"", "\"\"") + '"').toList())
        + "\n";
  }
}
