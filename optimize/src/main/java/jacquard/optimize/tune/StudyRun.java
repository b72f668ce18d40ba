package jacquard.optimize.tune;

import jacquard.kernels.Parallel;
import java.util.Optional;

/** One run of {@link Study#optimize}: begins trials within the budget and ends them properly. */
final class StudyRun implements TrialExecutor.Source {
  private final Study study;
  private final Objective.Several objective;
  private final Budget budget;
  private final long start = System.nanoTime();
  private int begun;
  private Throwable failure;

  StudyRun(Study study, Objective.Several objective, Budget budget) {
    this.study = study;
    this.objective = objective;
    this.budget = budget;
  }

  void execute(TrialExecutor executor) {
    try {
      executor.execute(this);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    switch (failure()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized Optional<TrialExecutor.Task> next() {
    boolean late = System.nanoTime() - start >= budget.time().toNanos();
    if (late || failure != null || study.isStopped() || begun >= budget.trials()) {
      return Optional.empty();
    }
    try {
      var trial = study.ask(budget.total());
      begun++;
      return trial.map(Evaluation::new);
    } catch (RuntimeException | Error e) {
      failure = e;
      return Optional.empty();
    }
  }

  private synchronized Throwable failure() {
    return failure;
  }

  /** Ends the run; what other trials that run come to is still stored. */
  private synchronized void giveUp(Throwable reason) {
    if (failure == null) failure = reason;
    else if (failure != reason) failure.addSuppressed(reason);
  }

  /** A trial and what to do with it. */
  private final class Evaluation implements TrialExecutor.Task {
    private final Trial trial;

    Evaluation(Trial trial) {
      this.trial = trial;
    }

    @Override
    public String study() {
      return study.settings().name();
    }

    @Override
    public int trial() {
      return trial.number();
    }

    @Override
    public void run(Parallel parallel) {
      trial.use(parallel);
      try {
        evaluate();
      } catch (RuntimeException | Error e) { // of the storage or a listener
        giveUp(e);
      }
    }

    private void evaluate() {
      double[] values;
      try {
        values = objective.evaluate(trial);
        study.requireValues(values);
      } catch (TrialPruned _) {
        study.prune(trial);
        return;
      } catch (StorageException e) {
        throw e;
      } catch (InterruptedException e) {
        study.stop();
        study.fail(trial, StudyStorage.TORN);
        Thread.currentThread().interrupt();
        return;
      } catch (SearchSpaceException | Error e) {
        study.fail(trial, e.toString());
        throw e;
      } catch (Exception e) {
        study.fail(trial, e.toString());
        return;
      }
      study.tell(trial, values);
    }
  }
}
