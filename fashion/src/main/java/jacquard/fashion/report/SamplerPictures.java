package jacquard.fashion.report;

import jacquard.optimize.tune.benchmark.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How fast the samplers come near a minimum. */
final class SamplerPictures {
  private static final List<Problem> PROBLEMS = List.of(Problem.BRANIN, Problem.HARTMANN_6);

  /** A picture's file and what it shows. */
  record Name(String file, String title) {}

  private SamplerPictures() {}

  static List<Name> all() {
    return PROBLEMS.stream().map(SamplerPictures::name).toList();
  }

  private static Name name(Problem problem) {
    var name = problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Name("regret-" + name + ".png", "Mean regret by evaluations: " + name);
  }

  static void write(Path folder, SamplerResults results) throws IOException {
    for (var problem : PROBLEMS) {
      Pictures.write(folder.resolve(name(problem).file), regret(problem, results));
    }
  }

  private static XYChart regret(Problem problem, SamplerResults results) {
    var chart = Pictures.chart(name(problem).title, "evaluations", "regret", Palette.DISTINCT);
    chart.getStyler().setYAxisLogarithmic(true);
    for (var sampler : SamplerMarkdown.SAMPLERS) {
      var runs = results.runs(problem.name(), sampler);
      var trials = runs.getFirst().trials();
      var means = new double[trials.size()];
      for (int i = 0; i < means.length; i++) {
        int mark = i;
        means[i] = runs.stream().mapToDouble(r -> r.best().get(mark)).average().orElseThrow();
        means[i] = Math.max(means[i] - problem.optimum(), 1e-7);
      }
      chart
          .addSeries(sampler, trials.stream().mapToDouble(t -> t).toArray(), means)
          .setMarker(SeriesMarkers.CIRCLE);
    }
    return chart;
  }
}
