package jacquard.fashion.cli;

import jacquard.engine.data.ImageDataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.io.ModelFile;
import jacquard.engine.tensor.DType;
import jacquard.fashion.data.DataException;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.data.LabeledImages;
import jacquard.fashion.model.ZooModel;
import jacquard.fashion.report.SmallerResults;
import jacquard.fashion.report.SmallerRun;
import jacquard.fashion.report.SmallerTable;
import jacquard.fashion.report.Text;
import jacquard.optimize.factorize.CompactFile;
import jacquard.optimize.recipe.Draft;
import jacquard.optimize.recipe.FineTuning;
import jacquard.optimize.recipe.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where the models of one table are made: trained models are kept for other tables, what is in the
 * table is not made again, and every figure is one of a model that was read back from its file.
 */
final class StudyWorkshop {
  private final Run run;
  private final FashionMnist data;
  private final LabeledImages training;
  private final SmallerTable table;
  private final Path models;
  private final Path file;
  private final List<String> wanted;
  private final Integer epochs;

  /**
   * A workshop.
   *
   * @param folder of figures and models
   * @param wanted the names of models; none for all
   * @param epochs of every training; {@code null} for those of its recipe
   * @param limit so many training pictures of each class; {@code null} for all
   * @throws IOException if the folder cannot be made
   */
  StudyWorkshop(
      Run run,
      FashionMnist data,
      Path folder,
      SmallerTable table,
      List<String> wanted,
      Integer epochs,
      Integer limit)
      throws IOException {
    this.run = run;
    this.table = table;
    this.wanted = List.copyOf(wanted);
    this.data = data;
    this.epochs = epochs;
    training = limit == null ? data.training() : data.training().perClass(limit);
    models = Files.createDirectories(folder.resolve("models"));
    file = folder.resolve(table.file());
  }

  /** What is in the table, where other processes may put models too. */
  private List<SmallerRun> runs() throws IOException {
    if (!Files.exists(file)) return List.of();
    var earlier = SmallerResults.read(file);
    if (earlier.isGenerated() == run.isGenerated()) return earlier.runs();
    throw new DataException(
        "%s holds figures from %s; choose another folder"
            .formatted(file, earlier.circumstances().get("data_source")));
  }

  Run run() {
    return run;
  }

  /** Whether the user wants that model. */
  boolean wants(ZooModel model) {
    return wanted.isEmpty() || wanted.contains(model.name());
  }

  /** Training pictures, so many of each class at most. */
  ImageDataset samples(int perClass) {
    return Classifier.dataset(training.perClass(Math.min(perClass, training.size() / 10)));
  }

  /** How many passes a training is to have by its recipe, unless the user said so. */
  int epochs(int byRecipe) {
    return epochs == null ? byRecipe : epochs;
  }

  /** A further training, as long as its recipe says unless the user said otherwise. */
  FineTuning further(FineTuning byRecipe) {
    return byRecipe.epochs() == 0 ? byRecipe : byRecipe.withEpochs(epochs(byRecipe.epochs()));
  }

  /** A model trained by its recipe but for the number of epochs. */
  Graph trained(ZooModel model, long seed, int byRecipe) {
    int passes = epochs(byRecipe);
    return kept(
        "%s-%d-%d".formatted(model.name(), seed, passes),
        () -> {
          var graph = Classifier.graph(model.module(seed));
          var config = model.recipe().toBuilder().epochs(passes).seed(seed).build();
          context(seed, graph).train(graph, config, null);
          return graph;
        });
  }

  /** The model of that name among those that are kept, made if it is not there. */
  Graph kept(String name, Supplier<Graph> make) {
    var path = models.resolve(name + ".safetensors");
    if (!Files.exists(path)) {
      ModelFile.save(path, make.get(), Classifier.info(name, Map.of()));
    }
    return ModelFile.load(path).graph();
  }

  /** What a step of a recipe makes of a model. */
  Graph made(Draft draft, long seed, Step step) {
    return step.apply(draft, context(seed, draft.graph())).graph();
  }

  private GarmentContext context(long seed, Graph original) {
    return new GarmentContext(run, training, data.validation(), seed, original, false);
  }

  /** What a table's model is kept under. */
  static String name(SmallerTable table, SmallerRun run) {
    return table.word() + "-" + run.fileName();
  }

  /**
   * Makes a model of the table and measures it, unless it is there.
   *
   * @throws DataException if the table holds figures from other data
   */
  void piece(SmallerRun wanted, boolean compact, Supplier<Graph> make) {
    try {
      if (runs().stream().anyMatch(wanted::isSameAs)) return;
      var graph = make.get();
      var path = models.resolve(name(table, wanted) + (compact ? ".compact" : ".safetensors"));
      var info = Classifier.info(wanted.model(), Map.of());
      if (compact) CompactFile.save(path, graph, info);
      else ModelFile.save(path, graph, info);
      var done = measured(wanted, path);
      var all = new ArrayList<>(runs()); // another process may have made the same meanwhile
      if (all.stream().noneMatch(wanted::isSameAs)) all.add(done);
      new SmallerResults(run.figures(), all).write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SmallerRun measured(SmallerRun wanted, Path path) throws IOException {
    var graph = Classifier.load(path).graph();
    var validated = Classifier.evaluate(run, graph, data.validation());
    var tested = TestResult.of(run, graph, data).evaluation();
    var done =
        wanted.measured(weights(graph), Files.size(path), validated.accuracy(), tested.accuracy());
    run.screen()
        .say(
            "%s  %s bytes  validation %s  test %s",
            name(table, wanted),
            Text.count(done.bytes()),
            Text.percent(done.validationAccuracy()),
            Text.percent(done.accuracy()));
    return done;
  }

  /** How many learned numbers are not zero, codes of weights included. */
  private static long weights(Graph graph) {
    long count = 0;
    for (var parameter : graph.parameters().values()) {
      for (float w : parameter.floats()) if (w != 0) count++;
    }
    for (var buffer : graph.buffers().values()) {
      if (buffer.dtype() != DType.INT8) continue;
      for (byte code : buffer.bytes()) if (code != 0) count++;
    }
    return count;
  }
}
