package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.engine.io.Checkpoint;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.nn.Module;
import jacquard.engine.train.TrainingConfig;
import jacquard.engine.train.TrainingState;
import jacquard.fashion.data.LabeledImages;
import jacquard.fashion.model.Zoo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training to begin, or to go on with.
 *
 * @param name of the model
 * @param extras what its file says besides: the data, the dropout rate, the limit
 * @param state where to go on from; null at the beginning
 */
record TrainingJob(
    String name,
    Module module,
    TrainingConfig config,
    Map<String, String> extras,
    TrainingState state) {
  /** The key of the data's name among the extras. */
  static final String DATA = "data_source";

  /** The key of the {@link LabeledImages#sha256} of the pictures that a model was trained on. */
  static final String DATA_SHA256 = "data_sha256";

  /** The key of the accuracy on the validation pictures, in {@code [0, 1]}. */
  static final String ACCURACY = "validation_accuracy";

  private static final String LIMIT = "limit";

  /**
   * A training by a model's recipe.
   *
   * @throws IllegalArgumentException if there is no such model, or an option is impossible
   */
  static TrainingJob begin(String name, TrainingOptions options, long seed) {
    var model = Zoo.find(name);
    double dropout = options.dropout(model);
    var extras = new LinkedHashMap<String, String>();
    extras.put("dropout", Double.toString(dropout));
    if (options.limit() != null) extras.put(LIMIT, options.limit().toString());
    var config = options.config(model, seed);
    return new TrainingJob(name, model.module(seed, dropout), config, extras, null);
  }

  /**
   * A training that was stopped.
   *
   * @throws ModelFileException if the file holds none
   */
  static TrainingJob resume(Path file) {
    var checkpoint = Checkpoint.load(file);
    var model = checkpoint.model();
    Classifier.require(file, model.graph(), model.info());
    return new TrainingJob(
        model.info().name(),
        model.module(),
        checkpoint.training().config(),
        new LinkedHashMap<>(model.info().extras()),
        checkpoint.training());
  }

  /**
   * Notes which data it is trained on.
   *
   * @throws IllegalArgumentException if it began with others
   */
  void trainsOn(String source) {
    var earlier = extras.putIfAbsent(DATA, source);
    if (earlier == null || earlier.equals(source)) return;
    throw new IllegalArgumentException(
        "the training began with the data '%s' and cannot go on with '%s': name them with --data"
            .formatted(earlier, source));
  }

  /** The pictures it is to see. */
  LabeledImages limit(LabeledImages all) {
    var limit = extras.get(LIMIT);
    return limit == null ? all : all.perClass(Integer.parseInt(limit));
  }

  Graph graph() {
    return Classifier.graph(module);
  }

  ModelInfo info() {
    return Classifier.info(name, extras);
  }
}
