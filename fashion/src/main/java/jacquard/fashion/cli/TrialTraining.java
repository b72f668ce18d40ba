package jacquard.fashion.cli;

import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Plan;
import jacquard.engine.measure.Timer;
import jacquard.engine.nn.Module;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.engine.train.Callback;
import jacquard.engine.train.EpochMetrics;
import jacquard.engine.train.Evaluation;
import jacquard.engine.train.Metrics;
import jacquard.engine.train.StepMetrics;
import jacquard.engine.train.Trainer;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.model.Candidate;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.model.ZooModel;
import jacquard.kernels.Parallel;
import jacquard.optimize.tune.Objective;
import jacquard.optimize.tune.Trial;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Trains what a trial proposes and says what it is worth: validation pictures alone decide. */
final class TrialTraining implements Objective.Several {
  private static final Timer TIMER = new Timer(15, 0.1, 0.005);
  private static final int MOST_MEASUREMENTS = 10;

  /** Told how far a trial is, from 0 to 1. */
  interface Watcher {
    void stepped(int trial, double fraction);
  }

  private final TuneSettings settings;
  private final ZooModel model;
  private final Dataset training;
  private final Dataset validation;
  private final Watcher watcher;
  private final Set<Trainer> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  TrialTraining(TuneSettings settings, FashionMnist data, Watcher watcher) {
    this.settings = settings;
    this.model = Zoo.find(settings.model());
    this.training = Classifier.dataset(data.training().perClass(settings.perClass()));
    this.validation = Classifier.dataset(data.validation());
    this.watcher = watcher;
  }

  /** Cuts the trials short that run. */
  void stop() {
    stopped = true;
    running.forEach(Trainer::requestStop);
  }

  @Override
  public double[] evaluate(Trial trial) throws InterruptedException {
    var candidate = Candidate.of(model, trial, settings.epochs(), settings.seed());
    var watch = new Watch(trial, candidate.module());
    trial.setUserAttribute("parameters", Long.toString(candidate.module().parameterCount()));
    var trainer = new Trainer(candidate.module(), candidate.config(), trial.parallel(), watch);
    running.add(trainer);
    try {
      if (stopped) throw new InterruptedException();
      var history = trainer.fit(training, validation);
      if (watch.isPruned) throw trial.pruned();
      if (history.stopped()) throw new InterruptedException();
      return watch.values(history.epochs().getLast().validation());
    } finally {
      running.remove(trainer);
    }
  }

  /**
   * Microseconds for one picture by the plan, on one thread. Java compiles while it runs, so this
   * is measured again until it gets no faster.
   */
  private static double latency(Module module) {
    var session = Plan.compile(Classifier.graph(module)).session(1, Parallel.inline());
    var picture = Tensor.zeros(Shape.of(1, FashionMnist.SIDE, FashionMnist.SIDE, 1));
    var tasks = new LinkedHashMap<String, Runnable>();
    tasks.put("plan", () -> session.run(picture));
    double before = Double.POSITIVE_INFINITY;
    double now = 1e6 * TIMER.measure(tasks).get("plan").median();
    for (int i = 1; i < MOST_MEASUREMENTS && now < 0.9 * before; i++) {
      before = now;
      now = 1e6 * TIMER.measure(tasks).get("plan").median();
    }
    return Math.min(now, before);
  }

  /**
   * Reports after the first step of the pruners and after every epoch, and ends the training when
   * the pruner gives it up.
   */
  private final class Watch implements Callback {
    private final Trial trial;
    private final Module module;
    private final double latency;
    private boolean isPruned;

    Watch(Trial trial, Module module) {
      this.trial = trial;
      this.module = module;
      boolean wanted = settings.objectives().contains(TuneSettings.Goal.LATENCY);
      latency = wanted ? latency(module) : 0; // the weights do not matter to it
    }

    double[] values(Metrics validated) {
      return settings.objectives().stream()
          .mapToDouble(goal ->
              switch (goal) {
                case ACCURACY -> 100 * validated.accuracy();
                case LOSS -> validated.loss();
                case LATENCY -> latency;
                case PARAMETERS -> module.parameterCount();
              })
          .toArray();
    }

    @Override
    public void onStep(Trainer trainer, StepMetrics step) {
      double steps = (double) trainer.config().epochs() * step.batches();
      watcher.stepped(trial.number(), (step.step() + 1) / steps);
      int part = TuneSettings.STEPS * (step.batch() + 1) / step.batches();
      boolean isFirst = step.epoch() == 0 && TuneSettings.STEPS * step.batch() < step.batches();
      boolean isWithin = 0 < part && part < TuneSettings.STEPS;
      if (isFirst && isWithin) report(trainer, part, validate(trainer));
    }

    private Metrics validate(Trainer trainer) {
      int batch = trainer.config().batchSize();
      return Evaluation.of(module, validation, batch, trial.parallel()).metrics();
    }

    @Override
    public void onEpoch(Trainer trainer, EpochMetrics epoch) {
      report(trainer, TuneSettings.STEPS * (epoch.epoch() + 1), epoch.validation());
    }

    private void report(Trainer trainer, int step, Metrics validated) {
      trial.report(step, values(validated));
      boolean isLast = step == TuneSettings.STEPS * trainer.config().epochs();
      if (isLast || !trial.shouldPrune()) return;
      isPruned = true;
      trainer.requestStop();
    }
  }
}
