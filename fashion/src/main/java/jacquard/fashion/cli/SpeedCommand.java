package jacquard.fashion.cli;

import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.Plan;
import jacquard.engine.graph.PlanOptions;
import jacquard.engine.measure.Timer;
import jacquard.fashion.report.SpeedMarkdown;
import jacquard.fashion.report.SpeedResults;
import jacquard.fashion.report.SpeedResults.Match;
import jacquard.kernels.Philox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much faster codes, blocks of zeros and fewer channels are here. */
@Command(
    name = "speed",
    description = {
      "Measure 8-bit, sparse and channel-pruned plans beside our own float and dense ones.",
      "Nothing is trained: how fast a kernel is does not depend on what it was taught."
    })
final class SpeedCommand extends BaseCommand {
  /** Kernels that start boxed take some 20 ms a run at first: in half a second few are compiled. */
  private static final Timer NORMAL = new Timer(21, 3, 0.02, 0.005);

  private static final Timer QUICK = new Timer(3, 0.05, 0.001, 0.001);

  /** Pictures of each class that say how large activations are. */
  private static final int CALIBRATION = 20;

  @Mixin private DataOptions where;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder for the figures (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("speed-study");

  @Option(
      names = "--only",
      paramLabel = "WORD",
      description = "Measure only what has this word in its name; earlier figures are replaced.")
  private String only = "";

  @Option(names = "--quick", description = "To see whether all is well: a few rounds.")
  private boolean quick;

  private float[] pictures;

  @Override
  int run(Run run) throws IOException {
    Files.createDirectories(folder);
    var samples = Classifier.dataset(run.data(where).training().perClass(CALIBRATION));
    var cases = new SpeedCases(run.seed(), samples, run.parallel()).all();
    var chosen = cases.stream().filter(c -> name(c).contains(only)).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing measured is named '%s': there are %s"
              .formatted(only, cases.stream().map(SpeedCommand::name).distinct().toList()));
    }
    pictures = pictures(samples);
    var matches = new ArrayList<Match>();
    for (var each : chosen) {
      var match = measure(run, each);
      matches.add(match);
      run.screen()
          .say(
              "%s  batch %d  kept %.2f  %.1f us beside %.1f  %.2f times as fast",
              name(each),
              match.batch(),
              match.kept(),
              1e6 * match.seconds(),
              1e6 * match.referenceSeconds(),
              match.speedup());
    }
    var results = new SpeedResults(run.figures(), matches);
    results.write(folder.resolve(SpeedResults.FILE));
    run.put("matches", matches);
    run.screen().result("%s", String.join("\n", SpeedMarkdown.render(results)));
    return 0;
  }

  private static String name(SpeedCases.Case each) {
    return each.topic() + " " + each.subject();
  }

  private Match measure(Run run, SpeedCases.Case each) {
    var reference = Plan.compile(each.reference(), SpeedCases.PLAIN);
    var other = Plan.compile(each.graph(), each.options());
    var tasks = new LinkedHashMap<String, Runnable>();
    tasks.put("reference", task(run, reference, each.batch()));
    tasks.put("other", task(run, other, each.batch()));
    var measured = (quick ? QUICK : NORMAL).measure(tasks);
    var speedups = measured.get("reference").over(measured.get("other"));
    return new Match(
        each.topic(),
        each.subject(),
        each.batch(),
        each.kept(),
        measured.get("reference").median(),
        measured.get("other").median(),
        speedups.median(),
        speedups.interval().low(),
        speedups.interval().high(),
        each.bar(),
        each.options().equals(SpeedCases.PLAIN) ? "" : choice(each.graph(), other));
  }

  /** Runs a plan on pictures, or on noise where it takes none. */
  private Runnable task(Run run, Plan plan, int batch) {
    var session = plan.session(batch, run.parallel());
    var input = session.input(batch);
    var random = new Philox(run.seed(), 0);
    for (int i = 0; i < input.size(); i++) {
      input.floats()[i] =
          input.shape().rank() > 2 && input.dim(-1) == 1
              ? pictures[i % pictures.length]
              : random.nextFloat();
    }
    return () -> session.run(input);
  }

  /** What a plan takes that is left to itself. */
  private static String choice(Graph graph, Plan forced) {
    var own = Plan.compile(graph, PlanOptions.DEFAULT).toString();
    if (own.equals(forced.toString())) return "this";
    return own.equals(Plan.compile(graph, SpeedCases.PLAIN).toString()) ? "the other" : "both";
  }

  private static float[] pictures(Dataset samples) {
    int size = samples.sampleShape().size();
    var pictures = new float[samples.size() * size];
    for (int i = 0; i < samples.size(); i++) {
      samples.read(i, pictures, i * size);
      samples.normalize(pictures, i * size);
    }
    return pictures;
  }
}
