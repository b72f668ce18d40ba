package jacquard.bench.report;

import jacquard.bench.report.BenchRun.Roof;
import jacquard.fashion.report.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A roofline (Williams, Waterman and Patterson 2009): operations per byte to the right, operations
 * a second upwards. Memory bounds what lies under the slope, arithmetic what lies under the flat
 * roof. Works that stay in a cache rise above the slope, Winograd's convolutions above the roof.
 */
final class Roofline {
  private Roofline() {}

  /** The chart of all works on so many threads, as ECharts takes it. */
  static Map<String, Object> of(Roof roof, List<Row> rows) {
    var points = new LinkedHashMap<String, List<Map<String, Object>>>();
    for (var row : rows) {
      if (row.threads() != roof.threads() || row.cost().flops() == 0) continue;
      for (var figure : row.figures()) {
        points.computeIfAbsent(figure.contender(), _ -> new ArrayList<>()).add(point(row, figure));
      }
    }
    var series = new ArrayList<Map<String, Object>>();
    points.forEach(
        (name, data) -> series.add(Map.of("type", "scatter", "name", name, "data", data)));
    series.add(line(roof));
    return Map.of(
        "legend", Map.of("top", 0, "type", "scroll"),
        "tooltip", Map.of("formatter", "{a}<br/>{b}"),
        "grid", Map.of("left", 8, "right", 20, "top", 52, "bottom", 28, "containLabel", true),
        "xAxis", axis("operations per byte", Map.of("nameLocation", "middle", "nameGap", 26)),
        "yAxis", axis("GFLOP/s", Map.of("nameTextStyle", Map.of("align", "left"))),
        "series", series);
  }

  private static Map<String, Object> point(Row row, Figure figure) {
    double gflops = row.gflops(figure);
    return Map.of(
        "name",
        Text.format("%s %s: %.1f GFLOP/s", row.family(), row.work(), gflops),
        "value",
        new double[] {row.cost().intensity(), gflops});
  }

  private static Map<String, Object> line(Roof roof) {
    double ridge = roof.gflops() / roof.gbps();
    var name = Text.format("%.1f GFLOP/s, %.1f GB/s", roof.gflops(), roof.gbps());
    var data = new ArrayList<Map<String, Object>>();
    for (double x : new double[] {0.05, ridge, 1000}) {
      double y = Math.min(roof.gflops(), roof.gbps() * x);
      data.add(Map.of("name", name, "value", new double[] {x, y}));
    }
    return Map.of("type", "line", "name", "roof", "data", data, "symbolSize", 1);
  }

  private static Map<String, Object> axis(String name, Map<String, Object> more) {
    var axis = new HashMap<String, Object>(more);
    axis.putAll(Map.of("type", "log", "name", name));
    return axis;
  }
}
