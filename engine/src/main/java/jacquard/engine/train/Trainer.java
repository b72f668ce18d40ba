package jacquard.engine.train;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.Context;
import jacquard.engine.data.Batch;
import jacquard.engine.data.DataLoader;
import jacquard.engine.data.Dataset;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Parameter;
import jacquard.engine.optim.Gradients;
import jacquard.engine.optim.Optimizer;
import jacquard.engine.optim.Schedule;
import jacquard.engine.tensor.NamedTensors;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * The training loop of a classifier.
 *
 * <pre>{@code
 * var trainer = new Trainer(model.initialize(seed), config, Parallel.of(2), new EarlyStopping(3));
 * var history = trainer.fit(training, validation);
 * }</pre>
 *
 * <p>Model, configuration and data decide every bit of the result; threads do not. A training that
 * was stopped, or whose {@link #state} was saved, is resumed by a new trainer of an equal model and
 * configuration: {@code trainer.restore(state); trainer.fit(training, validation)}.
 */
public final class Trainer {
  private final Module model;
  private final TrainingConfig config;
  private final Objective objective;
  private final List<Callback> callbacks;
  private final Context context;
  private final SequencedMap<String, Parameter> parameters;
  private final Weights weights;
  private final Optimizer optimizer;
  private final List<EpochMetrics> history = new ArrayList<>();
  private Progress progress = Progress.START;
  private int samples;
  private volatile boolean stopRequested;

  /** Trains with cross-entropy, smoothed as the configuration says. */
  public Trainer(Module model, TrainingConfig config, Parallel parallel, Callback... callbacks) {
    this(model, config, Objective.crossEntropy(config.labelSmoothing()), parallel, callbacks);
  }

  /** Trains with an objective of the caller's. */
  public Trainer(
      Module model,
      TrainingConfig config,
      Objective objective,
      Parallel parallel,
      Callback... callbacks) {
    this.model = model;
    this.config = config;
    this.objective = objective;
    this.callbacks = List.of(callbacks);
    context = Context.of(parallel).training(config.seed());
    parameters = model.namedParameters();
    weights = new Weights(model, config);
    optimizer = new Optimizer(config.optimizer(), parameters);
  }

  /**
   * Trains until the configured epochs are done, a callback says that the training is over, or
   * {@link #requestStop}. Unless it was stopped, the model then holds its final weights.
   *
   * @param validation may be {@code null}
   * @throws DivergedException if the loss is not finite
   * @throws IllegalArgumentException if a resumed training is given another number of samples
   */
  public History fit(Dataset training, Dataset validation) {
    if (samples > 0 && samples != training.size()) {
      throw new IllegalArgumentException(
          "the training began with %d samples and cannot go on with %d"
              .formatted(samples, training.size()));
    }
    samples = training.size();
    var loader =
        new DataLoader(training, config.batchSize(), config.seed(), true, config.augmentations());
    var schedule = config.schedule().over((long) config.epochs() * loader.batchCount());
    while (!isOver()) {
      runEpoch(loader, schedule);
      if (stopRequested) break;
      finishEpoch(validation, schedule);
    }
    boolean stopped = !isOver();
    stopRequested = false;
    if (!stopped) weights.takeFinal();
    return new History(history, stopped);
  }

  private boolean isOver() {
    if (progress.epoch() >= config.epochs()) return true;
    var soFar = new History(history, false);
    return callbacks.stream().anyMatch(callback -> callback.isOver(soFar));
  }

  private void runEpoch(DataLoader loader, Schedule schedule) {
    try (var batches = loader.batches(progress.epoch(), progress.batch())) {
      while (batches.hasNext() && !stopRequested) {
        long start = System.nanoTime();
        var batch = batches.next();
        double rate = schedule.learningRate(progress.step());
        var result = context.step(progress.step(), () -> update(batch, rate));
        double seconds = (System.nanoTime() - start) * 1e-9;
        progress = progress.after(result.loss, result.correct, batch.size(), seconds);
        for (var callback : callbacks) callback.onStep(this, metrics(result, loader, rate));
      }
    }
  }

  private record StepResult(float loss, int correct) {}

  private StepResult update(Batch batch, double rate) {
    var output = model.apply(batch.images());
    var loss = objective.loss(output, batch);
    float value = loss.item();
    if (!Float.isFinite(value)) {
      throw DivergedException.of(progress.step(), batch.images(), loss);
    }
    optimizer.zeroGrad();
    Autograd.backward(loss);
    if (config.clipNorm() > 0) Gradients.clipNorm(parameters.values(), config.clipNorm());
    optimizer.step(rate);
    weights.update();
    return new StepResult(value, countCorrect(output, batch.labels()));
  }

  private static int countCorrect(Tensor logits, Tensor labels) {
    var actual = labels.ints();
    var predicted = Evaluation.predict(logits, actual.length);
    int correct = 0;
    for (int i = 0; i < actual.length; i++) if (predicted[i] == actual[i]) correct++;
    return correct;
  }

  private StepMetrics metrics(StepResult result, DataLoader loader, double rate) {
    return new StepMetrics(
        progress.epoch(),
        progress.batch() - 1,
        loader.batchCount(),
        progress.step() - 1,
        result.loss,
        progress.metrics(),
        rate,
        progress.imagesPerSecond());
  }

  private void finishEpoch(Dataset validation, Schedule schedule) {
    weights.whileAveraged(() -> {
      history.add(summary(validation, schedule));
      if (new History(history, false).best() == history.size() - 1) weights.keep();
    });
    progress = progress.nextEpoch();
    for (var callback : callbacks) callback.onEpoch(this, history.getLast());
  }

  private EpochMetrics summary(Dataset validation, Schedule schedule) {
    return new EpochMetrics(
        progress.epoch(),
        progress.metrics(),
        validation == null ? null : validate(validation),
        schedule.learningRate(progress.step() - 1),
        progress.seconds(),
        progress.imagesPerSecond());
  }

  private Metrics validate(Dataset validation) {
    var metrics = Evaluation.of(model::apply, validation, config.batchSize(), context).metrics();
    if (!Double.isFinite(metrics.loss())) throw divergence(validation);
    return metrics;
  }

  /** Runs the validation again, now recording, until the loss of a batch is not finite. */
  private DivergedException divergence(Dataset validation) {
    var recording = context.evaluation().tracing();
    var plain = Objective.crossEntropy(0);
    long step = progress.step() - 1;
    try (var batches = new DataLoader(validation, config.batchSize()).batches(0, 0)) {
      while (true) {
        var batch = batches.next();
        var found =
            recording.step(
                step,
                () -> {
                  var loss = plain.loss(model.apply(batch.images()), batch);
                  return Float.isFinite(loss.item())
                      ? null
                      : DivergedException.of(step, batch.images(), loss);
                });
        if (found != null) return found;
      }
    }
  }

  /** Asks the training to stop after the step that is running. Any thread may ask. */
  public void requestStop() {
    stopRequested = true;
  }

  /** The model, which holds the weights of the last step while the training runs. */
  public Module model() {
    return model;
  }

  /** The configuration. */
  public TrainingConfig config() {
    return config;
  }

  /** The complete epochs. */
  public History history() {
    return new History(history, false);
  }

  /**
   * Runs the body while the model holds what is validated: the moving average of the weights where
   * there is one. For callbacks that save or test the model.
   */
  public void withAverage(Runnable body) {
    weights.whileAveraged(body);
  }

  /**
   * A copy of everything that a resumed training needs; for callbacks, or after {@link #fit}.
   *
   * @throws IllegalStateException inside {@link #withAverage}
   */
  public TrainingState state() {
    return new TrainingState(config, samples, progress, history, NamedTensors.detach(tensors()));
  }

  /**
   * Goes on from a state that a trainer of an equal model and configuration was in.
   *
   * @throws IllegalArgumentException if model or configuration differ; one sentence says where
   */
  public void restore(TrainingState state) {
    if (!state.config().equals(config)) {
      throw new IllegalArgumentException(
          "the saved training was configured as %s, not as %s".formatted(state.config(), config));
    }
    NamedTensors.copy(state.tensors(), tensors());
    samples = state.samples();
    progress = state.progress();
    history.clear();
    history.addAll(state.history());
    optimizer.restore(optimizer.state(), progress.step());
    weights.resumeAt(progress.step());
  }

  /** All tensors that a step may change, themselves. */
  private SequencedMap<String, Tensor> tensors() {
    var all = weights.tensors();
    optimizer.state().forEach((name, tensor) -> all.put("optimizer." + name, tensor));
    return all;
  }
}
