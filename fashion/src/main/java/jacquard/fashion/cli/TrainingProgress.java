package jacquard.fashion.cli;

import jacquard.engine.train.Callback;
import jacquard.engine.train.EpochMetrics;
import jacquard.engine.train.StepMetrics;
import jacquard.engine.train.Trainer;
import jacquard.fashion.report.Text;

/** Shows a training: one line an epoch and, while a person watches, a bar. */
final class TrainingProgress implements Callback, AutoCloseable {
  private final Screen screen;
  private final boolean lines;
  private final Bar bar; // null while nobody watches

  TrainingProgress(Screen screen) {
    this(screen, true);
  }

  /** With or without the lines. */
  TrainingProgress(Screen screen, boolean lines) {
    this.screen = screen;
    this.lines = lines;
    bar = screen.isWatched() ? new Bar(screen.err()) : null;
  }

  @Override
  public void onStep(Trainer trainer, StepMetrics step) {
    if (bar == null) return;
    int epochs = trainer.config().epochs();
    bar.show(
        "epoch %d/%d".formatted(step.epoch() + 1, epochs),
        (step.step() + 1.0) / ((long) epochs * step.batches()),
        Text.format(
            "loss %.4f  %s  %s images/s",
            step.soFar().loss(),
            Text.percent(step.soFar().accuracy()),
            Text.count(Math.round(step.imagesPerSecond()))));
  }

  @Override
  public void onEpoch(Trainer trainer, EpochMetrics epoch) {
    close();
    if (!lines) return;
    screen.say(
        "epoch %d/%d  loss %.4f  accuracy %s  validation loss %.4f  accuracy %s  %s images/s  %s",
        epoch.epoch() + 1,
        trainer.config().epochs(),
        epoch.training().loss(),
        Text.percent(epoch.training().accuracy()),
        epoch.validation().loss(),
        Text.percent(epoch.validation().accuracy()),
        Text.count(Math.round(epoch.imagesPerSecond())),
        Text.seconds(epoch.seconds()));
  }

  @Override
  public void close() {
    if (bar != null) bar.close();
  }
}
