package jacquard.fashion.cli;

import jacquard.engine.nn.Module;
import jacquard.engine.train.Callback;
import jacquard.engine.train.History;
import jacquard.engine.train.Objective;
import jacquard.engine.train.Trainer;
import jacquard.engine.train.TrainingConfig;
import jacquard.fashion.data.LabeledImages;
import jacquard.fashion.report.EpochFigures;
import jacquard.fashion.report.Page.Tile;
import jacquard.fashion.report.Text;
import java.util.List;
import java.util.stream.Stream;

/** A training that is watched, and that Ctrl-C ends between two steps. */
final class Training {
  private final Run run;
  private final Module module;
  private final TrainingProgress progress;
  private final Trainer trainer;

  /** Prepares a training; the callbacks are told after the screen. */
  Training(Run run, Module module, TrainingConfig config, Callback... callbacks) {
    this(run, new TrainingProgress(run.screen()), module, config, null, callbacks);
  }

  private Training(
      Run run,
      TrainingProgress progress,
      Module module,
      TrainingConfig config,
      Objective objective,
      Callback... callbacks) {
    this.run = run;
    this.module = module;
    this.progress = progress;
    var all = Stream.concat(Stream.of(progress), Stream.of(callbacks)).toArray(Callback[]::new);
    var loss = objective == null ? Objective.crossEntropy(config.labelSmoothing()) : objective;
    trainer = new Trainer(Classifier.forTraining(module), config, loss, run.parallel(), all);
  }

  /**
   * The same with an objective, {@code null} for cross-entropy; told in lines, or by a bar alone.
   */
  static Training of(
      Run run,
      boolean isTold,
      Module module,
      TrainingConfig config,
      Objective objective,
      Callback... callbacks) {
    var progress = new TrainingProgress(run.screen(), isTold);
    return new Training(run, progress, module, config, objective, callbacks);
  }

  /** One of many: only a bar shows it. */
  static Training quiet(Run run, Module module, TrainingConfig config) {
    return quiet(run, module, config, null);
  }

  /** The same with an objective, {@code null} for cross-entropy, and callbacks. */
  static Training quiet(
      Run run, Module module, TrainingConfig config, Objective objective, Callback... callbacks) {
    return of(run, false, module, config, objective, callbacks);
  }

  Trainer trainer() {
    return trainer;
  }

  Module module() {
    return module;
  }

  /** Trains until the end, or until Ctrl-C: the history says which. */
  History fit(LabeledImages training, LabeledImages validation) {
    run.interruption().guard(trainer::requestStop);
    try (progress) {
      return trainer.fit(Classifier.dataset(training), Classifier.dataset(validation));
    }
  }

  List<EpochFigures> epochs() {
    return trainer.history().epochs().stream().map(EpochFigures::of).toList();
  }

  /** Adds how the training went, and shows it in a line. */
  void report() {
    var epochs = epochs();
    run.put("parameters", module.parameterCount()).put("epochs", epochs);
    if (epochs.isEmpty()) return;
    double seconds = EpochFigures.seconds(epochs);
    double imagesPerSecond = EpochFigures.imagesPerSecond(epochs);
    run.put("seconds", seconds).put("images_per_second", imagesPerSecond);
    run.put("validation_loss", kept().validationLoss())
        .put("validation_accuracy", kept().validationAccuracy())
        .put("kept_epoch", kept().epoch());
    run.screen()
        .say(
            "%s parameters, trained in %s, %s images/s",
            Text.count(module.parameterCount()),
            Text.seconds(seconds),
            Text.count(Math.round(imagesPerSecond)));
  }

  /** The last line of a run that leaves the test pictures alone. */
  void showValidation() {
    run.screen()
        .result(
            "validation accuracy %s  loss %.4f",
            Text.percent(kept().validationAccuracy()), kept().validationLoss());
  }

  /** The accuracy on the validation pictures, in {@code [0, 1]}, of the weights that were kept. */
  double validationAccuracy() {
    return kept().validationAccuracy();
  }

  /** The epoch whose weights the model holds at the end. */
  private EpochFigures kept() {
    var epochs = epochs();
    boolean best = trainer.config().keepBest();
    return best ? epochs.get(trainer.history().best()) : epochs.getLast();
  }

  /** How large it is and how fast it was, for a page. */
  List<Tile> tiles() {
    var epochs = epochs();
    long speed = Math.round(EpochFigures.imagesPerSecond(epochs));
    return List.of(
        new Tile("parameters", Text.count(module.parameterCount())),
        new Tile("training time", Text.seconds(EpochFigures.seconds(epochs))),
        new Tile("images per second", Text.count(speed)));
  }
}
