package jacquard.engine.io;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.engine.graph.Graph;
import jacquard.engine.op.CustomOp;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.EpochMetrics;
import jacquard.engine.train.Progress;
import jacquard.engine.train.TrainingConfig;
import jacquard.engine.train.TrainingState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A training that can go on, in one file: a {@link ModelFile}, which holds the weights of the last
 * step, and beside it whatever else a {@link TrainingState} has. A new trainer that restores it
 * ends in the same bits as one that never stopped:
 *
 * <pre>{@code
 * var checkpoint = Checkpoint.load(file);
 * var trainer = new Trainer(model, checkpoint.training().config(), Parallel.of(2));
 * trainer.restore(checkpoint.training());
 * trainer.fit(training, validation);
 * }</pre>
 *
 * @param model what is trained
 * @param training where the training stands
 */
public record Checkpoint(ModelFile model, TrainingState training) {
  private static final String METADATA = "jacquard.training";

  /** Trainers name the model's tensors so in front; here they stand under their plain names. */
  private static final String MODEL = "model.";

  /** Tensors of the training that are none of the model's. */
  private static final String OTHERS = ModelFile.TRAINING;

  /** What stands in the metadata: a {@link TrainingState} without its tensors. */
  private record Values(
      TrainingConfig config, int samples, Progress progress, List<EpochMetrics> history) {}

  /**
   * Writes or replaces a file, all at once.
   *
   * @param graph of the model that is trained
   * @param state whose weights are written, whatever the graph's are
   * @throws ModelFileException if that fails; an earlier file is then as it was
   * @throws IllegalArgumentException if the state is of another model
   */
  public static void save(Path file, Graph graph, ModelInfo info, TrainingState state) {
    var content = ModelFile.content(graph, info);
    var tensors = new LinkedHashMap<>(content.tensors());
    tensors.replaceAll((name, tensor) -> weight(name, tensor, state));
    state
        .tensors()
        .forEach((name, tensor) -> {
          if (!name.startsWith(MODEL)) tensors.put(OTHERS + name, tensor);
        });
    var metadata = new LinkedHashMap<>(content.metadata());
    var values = new Values(state.config(), state.samples(), state.progress(), state.history());
    metadata.put(METADATA, Json.write(Records.write(values)));
    new Safetensors(tensors, metadata).write(file);
  }

  private static Tensor weight(String name, Tensor own, TrainingState state) {
    var weight = state.tensors().get(MODEL + name);
    if (weight != null && weight.toString().equals(own.toString())) return weight;
    throw new IllegalArgumentException(
        "the training state is of another model: tensor '%s' is %s in it and %s in the graph"
            .formatted(name, weight == null ? "missing" : weight, own));
  }

  /**
   * Reads a file.
   *
   * @param customOps the classes of the custom ops that it may use
   * @throws ModelFileException if it cannot be read, is damaged, or holds a model alone
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static Checkpoint load(Path file, Class<? extends CustomOp>... customOps) {
    var content = Safetensors.read(file);
    try {
      return new Checkpoint(ModelFile.of(content, List.of(customOps)), training(content));
    } catch (ModelFileException e) {
      throw e.in(file);
    }
  }

  private static TrainingState training(Safetensors content) {
    var text = content.metadata().get(METADATA);
    if (text == null) {
      throw new ModelFileException(
          "it holds a model without its training: load it with ModelFile, or use a checkpoint");
    }
    var values = Records.read(Values.class, Json.parse("training", text));
    var tensors = new LinkedHashMap<String, Tensor>();
    content
        .tensors()
        .forEach((name, tensor) ->
            tensors.put(
                name.startsWith(OTHERS) ? name.substring(OTHERS.length()) : MODEL + name, tensor));
    try {
      return new TrainingState(
          values.config, values.samples, values.progress, values.history, tensors);
    } catch (RuntimeException e) { // whatever it objects to
      throw new ModelFileException(
          "its training makes no sense (%s): the file is damaged"
              .formatted(quote(String.valueOf(e.getMessage()))),
          e);
    }
  }
}
