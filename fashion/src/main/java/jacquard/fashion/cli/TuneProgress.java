package jacquard.fashion.cli;

import jacquard.fashion.report.SearchPage;
import jacquard.fashion.report.Text;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.TrialState;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows a search: one line a trial and, while a person watches, a bar. */
final class TuneProgress implements AutoCloseable, TrialTraining.Watcher {
  private final Screen screen;
  private final TuneSettings settings;
  private final Study study;
  private final int total;
  private final Bar bar; // null while nobody watches
  private String best = "";
  private long pruned;
  private long ended;

  TuneProgress(Screen screen, TuneSettings settings, Study study, int total) {
    this.screen = screen;
    this.settings = settings;
    this.study = study;
    this.total = total;
    bar = screen.isWatched() ? new Bar(screen.err()) : null;
    count();
  }

  private void count() {
    var history = study.history();
    ended = history.trials().stream().filter(t -> t.state().isFinished() && !t.isTorn()).count();
    pruned = history.trials(TrialState.PRUNED).size();
    var front = history.front();
    best = front.isEmpty() ? "none" : values(front.getFirst());
    if (front.size() > 1 && settings.objectives().size() > 1) best = front.size() + " in front";
  }

  /** A trial has ended. */
  synchronized void ended(FrozenTrial trial) {
    count();
    if (bar != null) bar.close();
    var state = trial.state().name().toLowerCase(Locale.ROOT);
    screen.say("trial %d  %s  %s  %s", trial.number(), state, outcome(trial), parameters(trial));
  }

  private String outcome(FrozenTrial trial) {
    return switch (trial.state()) {
      case COMPLETE -> values(trial);
      case PRUNED -> "after %s epochs".formatted(Text.plain(TuneSettings.epochs(trial)));
      case FAILED, RUNNING, WAITING -> trial.failure();
    };
  }

  /** What a trial came to: {@code "accuracy 91.2 latency 85.3"}. */
  private String values(FrozenTrial trial) {
    var words = new StringBuilder();
    for (int i = 0; i < trial.values().size(); i++) {
      words.append(i == 0 ? "" : "  ");
      words.append(Text.format("%s %.4g", settings.objectives().get(i), trial.values().get(i)));
    }
    return words.toString();
  }

  /** What a trial was: {@code "dropout 0.3 learning_rate 0.00123"}. */
  static String parameters(FrozenTrial trial) {
    return trial.parameters().entrySet().stream()
        .map(p -> p.getKey() + " " + SearchPage.label(p.getValue()))
        .collect(Collectors.joining("  "));
  }

  @Override
  public synchronized void stepped(int trial, double fraction) {
    if (bar == null) return;
    bar.show(
        "trial %d/%d".formatted(ended + 1, total),
        Math.min(1, (ended + fraction) / total),
        "best: %s  %d pruned".formatted(best, pruned));
  }

  @Override
  public void close() {
    if (bar != null) bar.close();
  }
}
