package jacquard.fashion.report;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Charts as ECharts takes them: plain maps, so that a page can carry them as JSON. */
public final class Charts {
  /** From nothing to a full colour: fits a light and a dark page. */
  private static final List<String> HEAT = List.of("rgba(42,135,208,0)", "rgba(42,135,208,0.95)");

  private Charts() {}

  /**
   * A curve.
   *
   * @param points each {@code {x, y}}
   */
  public record Curve(String name, List<double[]> points) {
    /** One point per epoch, the first is epoch 1. */
    public static Curve perEpoch(String name, double[] values) {
      var points = new ArrayList<double[]>();
      for (int i = 0; i < values.length; i++) points.add(new double[] {i + 1, values[i]});
      return new Curve(name, points);
    }
  }

  /**
   * Curves over a common axis.
   *
   * @param xName what runs to the right
   * @param yName what runs upwards, with its unit
   */
  public static Map<String, Object> curves(String xName, String yName, List<Curve> curves) {
    return curves(xName, yName, curves, Palette.DISTINCT);
  }

  /** The same in other colours. */
  static Map<String, Object> curves(
      String xName, String yName, List<Curve> curves, List<String> colors) {
    var series = new ArrayList<Map<String, Object>>();
    for (var curve : curves) {
      series.add(Map.of("type", "line", "name", curve.name, "data", curve.points, "symbolSize", 5));
    }
    return Map.of(
        "color", colors,
        "legend", Map.of("top", 0, "type", "scroll"),
        "tooltip", Map.of("trigger", "axis"),
        "grid", Map.of("left", 8, "right", 20, "top", 52, "bottom", 28, "containLabel", true),
        "xAxis",
            axis(
                xName,
                Map.of("nameLocation", "middle", "nameGap", 26, "minInterval", step(curves))),
        "yAxis", axis(yName, Map.of("nameTextStyle", Map.of("align", "left"))),
        "series", series);
  }

  /**
   * A mark with its name beside it.
   *
   * @param isOnFront whether nothing beats it
   */
  public record Point(String name, double x, double y, boolean isOnFront) {}

  /** Named marks, those that nothing beats joined by a line; to the right on a scale of powers. */
  public static Map<String, Object> front(String xName, String yName, List<Point> points) {
    var best = points.stream().filter(Point::isOnFront).sorted(comparingDouble(Point::x)).toList();
    var others = points.stream().filter(each -> !each.isOnFront).toList();
    return Map.of(
        "color", Palette.DISTINCT,
        "legend", Map.of("top", 0),
        "tooltip", Map.of("trigger", "item", "formatter", "{b}: {c}"),
        "grid", Map.of("left", 8, "right", 36, "top", 52, "bottom", 28, "containLabel", true),
        "xAxis",
            Map.of(
                "type",
                "log",
                "name",
                xName,
                "nameLocation",
                "middle",
                "nameGap",
                26,
                "min",
                below(points),
                "max",
                above(points)),
        "yAxis", axis(yName, Map.of("nameTextStyle", Map.of("align", "left"))),
        "series", List.of(marks("nothing beats it", best, true), marks("beaten", others, false)));
  }

  private static Map<String, Object> marks(String name, List<Point> points, boolean joined) {
    var data =
        points.stream()
            .map(each -> Map.of("name", each.name, "value", new double[] {each.x, each.y}))
            .toList();
    var label =
        Map.of(
            "show",
            true,
            "formatter",
            "{b}",
            "position",
            joined ? "top" : "bottom",
            "fontSize",
            11);
    return Map.of(
        "type",
        joined ? "line" : "scatter",
        "name",
        name,
        "data",
        data,
        "symbol",
        "circle",
        "symbolSize",
        joined ? 9 : 7,
        "label",
        label,
        "labelLayout",
        Map.of("hideOverlap", true));
  }

  /** Two digits, so that the axis does not begin with a number of many. */
  private static double below(List<Point> points) {
    return rounded(0.8 * points.stream().mapToDouble(Point::x).min().orElse(1), Math::floor);
  }

  private static double above(List<Point> points) {
    return rounded(1.25 * points.stream().mapToDouble(Point::x).max().orElse(1), Math::ceil);
  }

  private static double rounded(double value, DoubleUnaryOperator round) {
    double digit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
    return round.applyAsDouble(value / digit) * digit;
  }

  /** Whole epochs get no marks between them. */
  private static double step(List<Curve> curves) {
    boolean whole =
        curves.stream().flatMap(curve -> curve.points.stream()).allMatch(p -> p[0] % 1 == 0);
    return whole ? 1 : 0.1;
  }

  private static Map<String, Object> axis(String name, Map<String, Object> more) {
    var axis = new HashMap<String, Object>(more);
    axis.putAll(Map.of("type", "value", "name", name, "scale", true));
    return axis;
  }

  /**
   * Which class is taken for which.
   *
   * @param counts {@code [true class][predicted class]}
   */
  public static Map<String, Object> confusion(List<String> classes, long[][] counts) {
    var cells = new ArrayList<double[]>(); // {column, row, level, count}
    for (int row = 0; row < counts.length; row++) {
      long all = 0;
      for (long count : counts[row]) all += count;
      for (int column = 0; column < counts.length; column++) {
        // The square root shows a few confusions beside hundreds of right answers.
        double level = Math.sqrt((double) counts[row][column] / Math.max(all, 1));
        cells.add(new double[] {column, row, level, counts[row][column]});
      }
    }
    var label = Map.of("show", true, "formatter", "{@[3]}", "fontSize", 10);
    var heat = Map.of("color", HEAT);
    return Map.of(
        "grid", Map.of("left", 8, "right", 8, "top", 8, "bottom", 40, "containLabel", true),
        "xAxis", categories("predicted", classes, Map.of("interval", 0, "rotate", 55)),
        "yAxis", categories("", classes, Map.of("interval", 0)),
        "visualMap", Map.of("show", false, "min", 0, "max", 1, "dimension", 2, "inRange", heat),
        "series", List.of(Map.of("type", "heatmap", "data", cells, "label", label)));
  }

  private static Map<String, Object> categories(
      String name, List<String> classes, Map<String, Object> labels) {
    return Map.of(
        "type",
        "category",
        "data",
        classes,
        "name",
        name,
        "nameLocation",
        "middle",
        "nameGap",
        80,
        "inverse",
        name.isEmpty(),
        "axisLabel",
        labels);
  }
}
