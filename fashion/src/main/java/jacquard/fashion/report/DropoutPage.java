package jacquard.fashion.report;

import jacquard.fashion.report.Charts.Curve;
import jacquard.fashion.report.DropoutResults.Group;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The page of the dropout study with charts that answer to the mouse. */
public final class DropoutPage {
  private DropoutPage() {}

  /** The whole page. */
  public static Page render(DropoutResults results) {
    var page = new Page("What dropout does", results.isGenerated(), dataSource(results));
    page.heading("Gap between training and validation")
        .chart("gap by dropout rate", byRate(results, "gap, points", DropoutRun::gap))
        .heading("Test accuracy")
        .chart("test accuracy by dropout rate", byRate(results, "%", DropoutRun::accuracy));
    for (var setting : results.settings()) {
      var groups = results.groups(setting);
      var curves = groups.stream().map(DropoutPage::curve).toList();
      page.heading(setting.title())
          .chart(
              "validation loss by epoch",
              Charts.curves("epoch", "validation loss", curves, Palette.RISING))
          .table(
              List.of("rate", "training", "validation", "gap", "test"),
              groups.stream().map(DropoutPage::row).toList());
    }
    return page;
  }

  private static String dataSource(DropoutResults results) {
    return String.valueOf(results.circumstances().get("data_source"));
  }

  private static Map<String, Object> byRate(
      DropoutResults results, String yName, ToDoubleFunction<DropoutRun> figure) {
    var curves =
        results.settings().stream()
            .map(setting -> new Curve(setting.title(), points(results.groups(setting), figure)))
            .toList();
    return Charts.curves("dropout rate", yName, curves);
  }

  private static List<double[]> points(List<Group> groups, ToDoubleFunction<DropoutRun> figure) {
    return groups.stream()
        .map(group -> new double[] {group.rate(), 100 * group.spread(figure).mean()})
        .toList();
  }

  private static Curve curve(Group group) {
    return Curve.perEpoch(
        Text.format("rate %.1f", group.rate()), DropoutPictures.meanValidationLosses(group));
  }

  private static List<String> row(Group group) {
    return List.of(
        Text.format("%.1f", group.rate()),
        group.spread(DropoutRun::trainingAccuracy).percent(),
        group.spread(DropoutRun::validationAccuracy).percent(),
        group.spread(DropoutRun::gap).percent(),
        group.spread(DropoutRun::accuracy).percent());
  }
}
