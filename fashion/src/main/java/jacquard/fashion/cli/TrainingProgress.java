package jacquard.fashion.cli;

import jacquard.engine.train.Callback;
import jacquard.engine.train.EpochMetrics;
import jacquard.engine.train.StepMetrics;
import jacquard.engine.train.Trainer;
import jacquard.fashion.report.Text;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a training: one line an epoch and, while a person watches, a bar. */
final class TrainingProgress implements Callback, AutoCloseable {
  private static final int REFRESH_MILLIS = 200;

  private final Screen screen;
  private final long start = System.nanoTime();
  private final boolean lines;
  private ProgressBar bar;

  TrainingProgress(Screen screen) {
    this(screen, true);
  }

  /** With or without the lines. */
  TrainingProgress(Screen screen, boolean lines) {
    this.screen = screen;
    this.lines = lines;
  }

  @Override
  public void onStep(Trainer trainer, StepMetrics step) {
    if (!screen.isWatched()) return;
    int epochs = trainer.config().epochs();
    if (bar == null) bar = bar(step, epochs);
    bar.setExtraMessage(
        Text.format(
            " loss %.4f  accuracy %s  %s images/s",
            step.soFar().loss(),
            Text.percent(step.soFar().accuracy()),
            Text.count(Math.round(step.imagesPerSecond()))));
    bar.stepTo(step.step() + 1);
  }

  /** Goes over all epochs, so that the time left is the training's. */
  private ProgressBar bar(StepMetrics step, int epochs) {
    return new ProgressBarBuilder()
        .setTaskName("epoch %d/%d".formatted(step.epoch() + 1, epochs))
        .setInitialMax((long) epochs * step.batches())
        .startsFrom(step.step(), Duration.ofNanos(System.nanoTime() - start))
        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .clearDisplayOnFinish()
        .build();
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
    bar = null;
  }
}
