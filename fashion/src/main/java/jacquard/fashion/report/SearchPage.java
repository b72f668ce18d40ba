package jacquard.fashion.report;

import jacquard.fashion.report.Page.Tile;
import jacquard.fashion.report.SearchCharts.Dots;
import jacquard.optimize.tune.FloatDistribution;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.TrialState;
import jacquard.optimize.tune.insight.BestSoFar;
import jacquard.optimize.tune.insight.Importance;
import jacquard.optimize.tune.insight.Slice;
import jacquard.optimize.tune.insight.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The page of one search.
 *
 * @param name of the study
 * @param objectives the name of each, with its unit
 * @param isGenerated whether the data are the stand-in
 * @param source where the data came from
 */
public record SearchPage(
    String name, List<String> objectives, History history, boolean isGenerated, String source) {
  private static final int MOST_ROWS = 20;

  /** The whole page. */
  public Page render() {
    var page = new Page("Study " + name, isGenerated, source);
    page.tiles(tiles());
    var complete = history.trials(TrialState.COMPLETE);
    if (complete.isEmpty()) return page.paragraph("No trial is complete yet.");
    if (objectives.size() == 2) addFront(page, complete);
    page.heading(objectives.size() == 1 ? "The best trials" : "The trials of the front");
    page.table(head(), best(complete).stream().limit(MOST_ROWS).map(this::row).toList());
    for (int objective = 0; objective < objectives.size(); objective++) {
      addObjective(page, objective);
    }
    page.heading("All trials at a glance")
        .squareChart(
            "parallel coordinates", SearchCharts.parallel(history.space(), objectives, complete));
    page.heading("When trials ran")
        .squareChart("timeline of the trials", SearchCharts.timeline(Span.of(history)));
    return page;
  }

  private List<Tile> tiles() {
    var tiles = new ArrayList<Tile>();
    for (var state : List.of(TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAILED)) {
      var word = state.name().toLowerCase(Locale.ROOT);
      tiles.add(new Tile(word + " trials", Text.count(history.trials(state).size())));
    }
    double seconds = Span.of(history).stream().mapToDouble(s -> s.end() - s.begin()).sum();
    tiles.add(new Tile("time of all trials", Text.seconds(seconds)));
    return tiles;
  }

  private void addFront(Page page, List<FrozenTrial> complete) {
    page.heading("What is to be had")
        .chart(
            "Pareto front",
            SearchCharts.dots(
                SearchCharts.numbers(objectives.get(1), false),
                objectives.getFirst(),
                List.of(
                    new Dots("all trials", "scatter", pairs(complete)),
                    new Dots("front", "scatter", pairs(best(complete))))))
        .paragraph("No trial is better than one of the front in both.");
  }

  private static List<double[]> pairs(List<FrozenTrial> trials) {
    return trials.stream().map(t -> new double[] {t.values().get(1), t.values().get(0)}).toList();
  }

  /** The front, or all from the best on. */
  private List<FrozenTrial> best(List<FrozenTrial> complete) {
    if (objectives.size() > 1) return history.front();
    return complete.stream()
        .sorted(
            (a, b) -> Double.compare(history.losses(a.values())[0], history.losses(b.values())[0]))
        .toList();
  }

  private List<String> head() {
    var head = new ArrayList<>(List.of("trial"));
    head.addAll(objectives);
    head.addAll(history.space().sequencedKeySet());
    return head;
  }

  private List<String> row(FrozenTrial trial) {
    var row = new ArrayList<>(List.of(Integer.toString(trial.number())));
    for (double value : trial.values()) row.add(number(value));
    for (var name : history.space().sequencedKeySet()) {
      var parameter = trial.parameters().get(name);
      row.add(parameter == null ? "" : label(parameter));
    }
    return row;
  }

  /** A parameter's value as people read it. */
  public static String label(FrozenTrial.Parameter parameter) {
    return switch (parameter.distribution()) {
      case FloatDistribution _ -> number(parameter.value());
      default -> parameter.label();
    };
  }

  private static String number(double value) {
    return Text.format("%.4g", value);
  }

  private void addObjective(Page page, int objective) {
    var title = objectives.get(objective);
    var points = BestSoFar.of(history, objective);
    page.heading("Course of the search: " + title)
        .chart(
            "history of " + title,
            SearchCharts.dots(
                SearchCharts.numbers("trial", false),
                title,
                List.of(
                    new Dots(
                        "trials",
                        "scatter",
                        points.stream().map(p -> new double[] {p.trial(), p.value()}).toList()),
                    new Dots(
                        "best so far",
                        "line",
                        points.stream().map(p -> new double[] {p.trial(), p.best()}).toList()))));
    var importances = Importance.of(history, objective);
    if (!importances.isEmpty()) {
      page.heading("What decides: " + title)
          .chart("importance of the parameters", SearchCharts.importance(importances))
          .paragraph("How differently the best tenth of the trials are spread (PED-ANOVA).");
    }
    for (var slice : Slice.of(history, objective)) {
      page.chart(title + " by " + slice.parameter(), SearchCharts.slice(slice, title));
    }
  }
}
