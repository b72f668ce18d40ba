package jacquard.fashion.report;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** Pictures of curves, for pages that cannot draw. */
final class Pictures {
  private Pictures() {}

  /** An empty chart. */
  static XYChart chart(String title, String xName, String yName, List<String> colors) {
    var chart =
        new XYChartBuilder()
            .width(860)
            .height(460)
            .title(title)
            .xAxisTitle(xName)
            .yAxisTitle(yName)
            .build();
    var style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(new Color(0xE4E7EB));
    style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    style.setLegendPosition(Styler.LegendPosition.OutsideE);
    style.setLegendBorderColor(Color.WHITE);
    style.setMarkerSize(6);
    style.setSeriesColors(colors.stream().map(Color::decode).toArray(Color[]::new));
    style.setErrorBarsColorSeriesColor(true);
    return chart;
  }

  /**
   * Writes a chart as PNG.
   *
   * @throws IOException if that cannot be done
   */
  static void write(Path file, XYChart chart) throws IOException {
    AtomicFile.write(file, ChartEncoder.getBytes(chart, "png"));
  }
}
