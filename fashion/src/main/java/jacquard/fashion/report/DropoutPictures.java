package jacquard.fashion.report;

import jacquard.fashion.report.DropoutResults.Group;
import jacquard.fashion.report.DropoutResults.Setting;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The pictures of the dropout study, for pages that cannot draw. */
public final class DropoutPictures {
  /** The name of the results' file. */
  public static final String JSON = "dropout.json";

  /** The name of the page. */
  public static final String PAGE = "DROPOUT.md";

  private static final Name ACCURACY =
      new Name("dropout-accuracy.png", "Test accuracy by dropout rate");
  private static final Name GAP =
      new Name("dropout-gap.png", "Gap between training and validation by dropout rate");

  /** A picture's file and what it shows. */
  record Name(String file, String title) {}

  private DropoutPictures() {}

  static List<Name> overviews() {
    return List.of(GAP, ACCURACY);
  }

  /** All that {@link #write} writes. */
  static List<Name> all(DropoutResults results) {
    var curves = results.settings().stream().map(DropoutPictures::curves);
    return Stream.concat(overviews().stream(), curves).toList();
  }

  static Name curves(Setting setting) {
    return new Name(
        "dropout-%s-%d.png".formatted(setting.model(), 10 * setting.perClass()),
        "Validation loss by epoch: " + setting.title());
  }

  /**
   * Writes all pictures into a folder.
   *
   * @throws IOException if one cannot be written
   */
  public static void write(Path folder, DropoutResults results) throws IOException {
    write(folder, ACCURACY, byRate(ACCURACY, "test accuracy, %", results, DropoutRun::accuracy));
    write(folder, GAP, byRate(GAP, "gap, percentage points", results, DropoutRun::gap));
    for (var setting : results.settings()) {
      var name = curves(setting);
      write(folder, name, byEpoch(name, results.groups(setting)));
    }
  }

  private static void write(Path folder, Name name, XYChart chart) throws IOException {
    AtomicFile.write(folder.resolve(name.file), ChartEncoder.getBytes(chart, "png"));
  }

  private static XYChart byRate(
      Name name, String yName, DropoutResults results, ToDoubleFunction<DropoutRun> figure) {
    var chart = chart(name, "dropout rate", yName, Palette.DISTINCT);
    for (var setting : results.settings()) {
      var groups = results.groups(setting);
      var spreads = groups.stream().map(group -> group.spread(figure)).toList();
      chart
          .addSeries(
              setting.title(),
              groups.stream().mapToDouble(Group::rate).toArray(),
              spreads.stream().mapToDouble(spread -> 100 * spread.mean()).toArray(),
              spreads.stream().mapToDouble(spread -> 100 * spread.deviation()).toArray())
          .setMarker(SeriesMarkers.CIRCLE);
    }
    return chart;
  }

  private static XYChart byEpoch(Name name, List<Group> groups) {
    var chart = chart(name, "epoch", "validation loss", Palette.RISING);
    for (var group : groups) {
      double[] losses = meanValidationLosses(group);
      var epochs = new double[losses.length];
      for (int i = 0; i < epochs.length; i++) epochs[i] = i + 1;
      chart
          .addSeries(Text.format("rate %.1f", group.rate()), epochs, losses)
          .setMarker(SeriesMarkers.NONE);
    }
    return chart;
  }

  /** Epoch by epoch, the mean over the seeds. */
  static double[] meanValidationLosses(Group group) {
    int epochs = group.runs().stream().mapToInt(run -> run.epochs().size()).min().orElseThrow();
    var losses = new double[epochs];
    for (int i = 0; i < epochs; i++) {
      int epoch = i;
      losses[i] = group.spread(run -> run.epochs().get(epoch).validationLoss()).mean();
    }
    return losses;
  }

  private static XYChart chart(Name name, String xName, String yName, List<String> colors) {
    var chart =
        new XYChartBuilder()
            .width(860)
            .height(460)
            .title(name.title)
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
}
