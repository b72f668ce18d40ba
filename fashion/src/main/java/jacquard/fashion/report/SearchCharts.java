package jacquard.fashion.report;

import jacquard.optimize.tune.CategoricalDistribution;
import jacquard.optimize.tune.Distribution;
import jacquard.optimize.tune.FloatDistribution;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.IntDistribution;
import jacquard.optimize.tune.Scale;
import jacquard.optimize.tune.TrialState;
import jacquard.optimize.tune.insight.Importance;
import jacquard.optimize.tune.insight.Slice;
import jacquard.optimize.tune.insight.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Charts about a search, as ECharts takes them. */
final class SearchCharts {
  private static final Map<String, Object> GRID =
      Map.of("left", 8, "right", 24, "top", 40, "bottom", 28, "containLabel", true);

  private SearchCharts() {}

  /**
   * Dots, and perhaps a line.
   *
   * @param style {@code "scatter"} or {@code "line"}
   * @param points each {@code {x, y}}; x is a category's index where the axis has categories
   */
  record Dots(String name, String style, List<double[]> points) {}

  /** Dots over a parameter or anything else. */
  static Map<String, Object> dots(Map<String, Object> xAxis, String yName, List<Dots> all) {
    var series = new ArrayList<Map<String, Object>>();
    for (var dots : all) {
      var one = new LinkedHashMap<String, Object>();
      one.put("type", dots.style);
      one.put("name", dots.name);
      one.put("data", dots.points);
      one.put("symbolSize", dots.style.equals("line") ? 0 : 7);
      if (dots.style.equals("line")) one.put("step", "end");
      series.add(one);
    }
    return Map.of(
        "color",
        Palette.DISTINCT,
        "legend",
        Map.of("top", 0, "right", 0, "show", all.size() > 1), // beside the name of the axis
        "tooltip",
        Map.of("trigger", "item"),
        "grid",
        GRID,
        "xAxis",
        xAxis,
        "yAxis",
        Map.of(
            "type",
            "value",
            "name",
            yName,
            "scale",
            true,
            "nameTextStyle",
            Map.of("align", "left")),
        "series",
        series);
  }

  /** An axis of numbers. */
  static Map<String, Object> numbers(String name, boolean logarithmic) {
    return Map.of(
        "type",
        logarithmic ? "log" : "value",
        "name",
        name,
        "nameLocation",
        "middle",
        "nameGap",
        26,
        "scale",
        true);
  }

  /** The axis of a parameter. */
  static Map<String, Object> axis(String name, Distribution range) {
    return switch (range) {
      case CategoricalDistribution(var choices) ->
          Map.of(
              "type",
              "category",
              "data",
              choices,
              "name",
              name,
              "nameLocation",
              "middle",
              "nameGap",
              26);
      case FloatDistribution f -> numbers(name, f.scale() == Scale.LOG);
      case IntDistribution i -> {
        var axis = new LinkedHashMap<>(numbers(name, i.scale() == Scale.LOG));
        axis.put("minInterval", 1);
        yield axis;
      }
    };
  }

  /** What the values of a parameter came to. */
  static Map<String, Object> slice(Slice slice, String objective) {
    var points = slice.points().stream().map(p -> new double[] {p.value(), p.result()}).toList();
    var axis = axis(slice.parameter(), slice.range());
    return dots(axis, objective, List.of(new Dots(objective, "scatter", points)));
  }

  /** A bar for each parameter, the most important on top. */
  static Map<String, Object> importance(List<Importance> importances) {
    var fewestFirst = importances.reversed();
    return Map.of(
        "color", Palette.DISTINCT,
        "tooltip", Map.of("trigger", "item"),
        "grid", GRID,
        "xAxis", Map.of("type", "value", "name", "share, %"),
        "yAxis",
            Map.of(
                "type",
                "category",
                "data",
                fewestFirst.stream().map(Importance::parameter).toList()),
        "series",
            List.of(
                Map.of(
                    "type",
                    "bar",
                    "data",
                    fewestFirst.stream().map(i -> rounded(100 * i.share())).toList())));
  }

  private static double rounded(double percent) {
    return Math.round(10 * percent) / 10.0;
  }

  /**
   * A line for each trial through its parameters to what it came to.
   *
   * @param objectives the last axes
   */
  static Map<String, Object> parallel(
      Map<String, Distribution> space, List<String> objectives, List<FrozenTrial> trials) {
    var axes = new ArrayList<Map<String, Object>>();
    space.forEach((name, range) -> {
      var axis = new LinkedHashMap<>(axis(name, range));
      axis.keySet().removeAll(List.of("nameLocation", "nameGap"));
      axis.put("dim", axes.size());
      axes.add(axis);
    });
    for (var objective : objectives) {
      axes.add(Map.of("dim", axes.size(), "name", objective, "type", "value", "scale", true));
    }
    return Map.of(
        "color",
        Palette.DISTINCT,
        "parallel",
        Map.of("left", 30, "right", 60, "top", 50, "bottom", 20),
        "parallelAxis",
        axes,
        "series",
        List.of(
            Map.of(
                "type", "parallel",
                "lineStyle", Map.of("width", 1.2, "opacity", 0.5),
                "data", trials.stream().map(t -> line(space, t)).toList())));
  }

  /** A dash stands for a parameter that the trial does not have. */
  private static List<Object> line(Map<String, Distribution> space, FrozenTrial trial) {
    var line = new ArrayList<Object>();
    for (var name : space.keySet()) {
      var parameter = trial.parameters().get(name);
      if (parameter == null) line.add("-");
      else if (parameter.distribution() instanceof CategoricalDistribution)
        line.add(parameter.label());
      else line.add(parameter.value());
    }
    line.addAll(trial.values());
    return line;
  }

  /** When which trial ran: bars on invisible ones. */
  static Map<String, Object> timeline(List<Span> spans) {
    var series = new ArrayList<Map<String, Object>>();
    var clear = Map.of("color", "transparent");
    series.add(bar("", clear, spans.stream().map(Span::begin).toList()));
    int color = 0;
    for (var state : List.of(TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAILED)) {
      var style = Map.of("color", Palette.DISTINCT.get(color++));
      var lengths = spans.stream().map(s -> s.state() == state ? s.end() - s.begin() : 0).toList();
      series.add(bar(state.name().toLowerCase(Locale.ROOT), style, lengths));
    }
    return Map.of(
        "legend",
        Map.of("top", 0, "data", List.of("complete", "pruned", "failed")),
        "color",
        Palette.DISTINCT,
        "grid",
        GRID,
        "xAxis",
        numbers("seconds", false),
        "yAxis",
        Map.of(
            "type", "category", "name", "trial", "data", spans.stream().map(Span::trial).toList()),
        "series",
        series);
  }

  private static Map<String, Object> bar(String name, Map<String, ?> style, List<?> data) {
    return Map.of("type", "bar", "stack", "all", "name", name, "itemStyle", style, "data", data);
  }
}
