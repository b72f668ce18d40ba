package jacquard.fashion.cli;

import jacquard.engine.io.ModelInfo;
import jacquard.fashion.data.DataSource;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.report.Json;
import jacquard.kernels.Kernels;
import jacquard.kernels.Parallel;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** One run of a command: its screen, its threads, its seed, and the figures it found. */
final class Run implements AutoCloseable {
  private final Screen screen;
  private final CommonOptions options;
  private final Main main;
  private final Parallel parallel;
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private DataSource source;

  /**
   * Starts a run.
   *
   * @throws IllegalArgumentException if there is to be less than one thread
   */
  Run(Main main, String command, Screen screen, CommonOptions options) {
    this.main = main;
    this.screen = screen;
    this.options = options;
    parallel = Parallel.of(options.threads);
    figures.put("command", command);
    Commit.current().ifPresent(commit -> figures.put("commit", commit));
    figures.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    figures.put("jdk", Machine.jdk());
    figures.put("machine", Machine.processor());
    figures.put("cores", Machine.cores());
    figures.put("tier", Kernels.tier().name());
    figures.put("lanes", Kernels.tier().lanes());
    figures.put("threads", options.threads);
    figures.put("seed", options.seed);
  }

  Screen screen() {
    return screen;
  }

  Parallel parallel() {
    return parallel;
  }

  long seed() {
    return options.seed;
  }

  Interruption interruption() {
    return main.interruption();
  }

  /** Adds a figure for {@code --json}; keys are in snake_case. */
  Run put(String key, Object figure) {
    figures.put(key, figure);
    return this;
  }

  /** What was put so far, the circumstances of the run first. */
  Map<String, Object> figures() {
    return figures;
  }

  /** Finds the data and says which they are: loudly if they are not the real ones. */
  FashionMnist data(DataOptions where) {
    try (var progress = new DownloadLines(screen)) {
      var data = main.data().find(where.data, progress, parallel);
      source = data.source();
      figures.put("data_source", source.name());
      if (source.isGenerated()) screen.warn("Data: " + source.description());
      else screen.say("Data: %s", source.description());
      return data;
    }
  }

  /** Notes what a saved model was trained on: it may not be the real set. */
  void trainedOn(ModelInfo model) {
    var trainedOn = model.extras().getOrDefault(TrainingJob.DATA, "unknown");
    figures.put("trained_on", trainedOn);
    if (trainedOn.equals(DataSource.GENERATED)) {
      screen.warn("Model: trained on generated garments, NOT on Fashion-MNIST");
    }
  }

  /** What the data are called in a title. */
  String dataTitle() {
    return isGenerated() ? "generated garments" : "Fashion-MNIST";
  }

  /** Whether the data that were found are the stand-in. */
  boolean isGenerated() {
    return source != null && source.isGenerated();
  }

  /** Writes the figures where {@code --json} says. */
  void writeFigures() throws IOException {
    if (options.json != null) Json.write(options.json, figures);
  }

  @Override
  public void close() {
    parallel.close();
  }
}
