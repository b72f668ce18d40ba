package jacquard.optimize.tune;

import jacquard.kernels.Parallel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A search for the best parameters.
 *
 * <pre>{@code
 * var study = Study.create(StudySettings.of("parabola", new TpeSampler(1)));
 * study.optimize(trial -> Math.pow(trial.suggestFloat("x", -10, 10) - 2, 2), 100);
 * study.best().orElseThrow().parameters();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Study {
  private final StudySettings settings;
  private final StudyStorage store;
  private final List<Consumer<FrozenTrial>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;

  private Study(StudySettings settings) {
    this.settings = settings;
    this.store = settings.storage().open(settings.name(), settings.directions());
  }

  /**
   * Makes a study, or goes on with the one of that name in the storage.
   *
   * @throws StorageException if the storage cannot be read, or has it with other directions
   */
  public static Study create(StudySettings settings) {
    return new Study(settings);
  }

  /** How this study works. */
  public StudySettings settings() {
    return settings;
  }

  StudyStorage store() {
    return store;
  }

  Sampler sampler() {
    return settings.sampler();
  }

  Pruner pruner() {
    return settings.pruner();
  }

  /** The trials as they are now. */
  public History history() {
    return new History(settings.directions(), store.trials());
  }

  /** Runs so many trials more, one after the other. */
  public void optimize(Objective objective, int trials) {
    optimize(objective, Budget.trials(trials), TrialExecutor.sequential(Parallel.inline()));
  }

  /**
   * Runs trials.
   *
   * @throws SearchSpaceException if the objective asks for contradictory ranges
   * @throws StorageException if the storage fails
   */
  public void optimize(Objective objective, Budget budget, TrialExecutor executor) {
    Objective.Several one = trial -> new double[] {objective.evaluate(trial)};
    optimizeSeveral(one, budget, executor);
  }

  /** Runs trials of several objectives; as {@link #optimize}. */
  public void optimizeSeveral(Objective.Several objective, Budget budget, TrialExecutor executor) {
    stopped = false;
    new StudyRun(this, objective, budget).execute(executor);
  }

  /** Lets {@link #optimize} return when the trials that run are done. */
  public void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Begins a trial, which {@code tell}, {@code prune} or {@code fail} must end. */
  public Trial ask() {
    return ask(Integer.MAX_VALUE).orElseThrow();
  }

  /** Begins a trial if the study has fewer than {@code limit}, torn ones not counted. */
  public Optional<Trial> ask(int limit) {
    var begun = store.begin(limit);
    if (begun.isEmpty()) return Optional.empty();
    return Optional.of(new Trial(this, store.trial(begun.getAsInt())));
  }

  /**
   * Ends a trial with its values; the trial fails if they are not finite.
   *
   * @param values one for each objective
   */
  public void tell(Trial trial, double... values) {
    requireValues(values);
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      fail(trial, "the objective is " + Arrays.toString(values) + ", not finite");
      return;
    }
    end(trial, TrialState.COMPLETE, Arrays.stream(values).boxed().toList(), "");
  }

  /** Ends a trial that gave up. */
  public void prune(Trial trial) {
    end(trial, TrialState.PRUNED, List.of(), "");
  }

  /** Ends a trial that failed. */
  public void fail(Trial trial, String reason) {
    end(trial, TrialState.FAILED, List.of(), reason);
  }

  private void end(Trial trial, TrialState state, List<Double> values, String failure) {
    trial.finish(state, values, failure);
    if (listeners.isEmpty()) return;
    var frozen = store.trial(trial.number());
    for (var listener : listeners) listener.accept(frozen);
  }

  void requireValues(double... values) {
    int wanted = settings.directions().size();
    if (values.length == wanted) return;
    throw new IllegalArgumentException(
        "a study of %d objectives takes %d values, not %d"
            .formatted(wanted, wanted, values.length));
  }

  /**
   * Lets one of the next trials have these parameters; the sampler chooses those not named.
   *
   * @param parameters numbers or choices by name, at least one
   * @return the trial's number
   */
  public int enqueue(Map<String, ?> parameters) {
    if (parameters.isEmpty())
      throw new IllegalArgumentException("an enqueued trial has parameters");
    var labels = new HashMap<String, String>();
    parameters.forEach((name, value) -> labels.put(name, String.valueOf(value)));
    return store.enqueue(labels, Map.of());
  }

  /** Hears of every trial that ends, on the thread that ended it. */
  public void onTrial(Consumer<FrozenTrial> listener) {
    listeners.add(listener);
  }

  /** All trials as they are now, by their numbers. */
  public List<FrozenTrial> trials() {
    return store.trials();
  }

  /**
   * The complete trial of the best value; the earliest if several have it.
   *
   * @throws IllegalStateException if the study has several objectives
   */
  public Optional<FrozenTrial> best() {
    if (settings.directions().size() > 1) {
      throw new IllegalStateException("a study of several objectives has a front, not one best");
    }
    return front().stream().findFirst();
  }

  /** The complete trials that no other is better than in every objective (Pareto front). */
  public List<FrozenTrial> front() {
    return history().front();
  }

  /** Notes something about this study. */
  public void setUserAttribute(String key, String value) {
    store.userAttribute(key, value);
  }

  /** What was noted about this study. */
  public Map<String, String> userAttributes() {
    return store.userAttributes();
  }
}
