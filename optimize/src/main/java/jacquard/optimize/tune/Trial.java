package jacquard.optimize.tune;

import jacquard.kernels.Parallel;
import jacquard.optimize.tune.FrozenTrial.Parameter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One run of an objective. Asking for a parameter is what defines the search space: a parameter
 * that is asked for only if another has a certain value is conditional. Belongs to one thread.
 */
public final class Trial {
  private final Study study;
  private final int number;
  private final TrialBuilder builder;
  private final Map<String, String> fixed;
  private Parallel parallel = Parallel.inline();
  private History history;
  private Map<String, Double> proposal;

  Trial(Study study, FrozenTrial begun) {
    this.study = study;
    this.number = begun.number();
    this.fixed = begun.fixed();
    this.builder = new TrialBuilder(number);
    builder.start(begun.started().orElseGet(Instant::now));
    fixed.forEach(builder::fix);
    begun.userAttributes().forEach(builder::userAttribute);
  }

  /** 0, 1, ... within the study. */
  public int number() {
    return number;
  }

  /** The threads this trial may use. */
  public Parallel parallel() {
    return parallel;
  }

  void use(Parallel budget) {
    parallel = budget;
  }

  /** A real number from {@code low} to {@code high}. */
  public double suggestFloat(String name, double low, double high) {
    return suggest(name, new FloatDistribution(low, high, Scale.LINEAR, 0));
  }

  /** A real number, spread on a scale. */
  public double suggestFloat(String name, double low, double high, Scale scale) {
    return suggest(name, new FloatDistribution(low, high, scale, 0));
  }

  /** One of {@code low, low + step, ...}. */
  public double suggestFloat(String name, double low, double high, double step) {
    return suggest(name, new FloatDistribution(low, high, Scale.LINEAR, step));
  }

  /** An integer from {@code low} to {@code high}, both included. */
  public int suggestInt(String name, int low, int high) {
    return (int) suggest(name, new IntDistribution(low, high, Scale.LINEAR, 1));
  }

  /** An integer, spread on a scale. */
  public int suggestInt(String name, int low, int high, Scale scale) {
    return (int) suggest(name, new IntDistribution(low, high, scale, 1));
  }

  /** One of {@code low, low + step, ...}. */
  public int suggestInt(String name, int low, int high, int step) {
    return (int) suggest(name, new IntDistribution(low, high, Scale.LINEAR, step));
  }

  /** One of the choices. */
  public String suggestCategorical(String name, String... choices) {
    return suggestCategorical(name, List.of(choices));
  }

  /** One of the choices, whose texts must differ. */
  public <T> T suggestCategorical(String name, List<T> choices) {
    var labels = choices.stream().map(String::valueOf).toList();
    return choices.get((int) suggest(name, new CategoricalDistribution(labels)));
  }

  /**
   * A value of any distribution.
   *
   * @throws SearchSpaceException if the name has had another range, in this trial or before
   */
  public double suggest(String name, Distribution distribution) {
    var now = snapshot();
    var had = now.parameters().get(name);
    if (had != null) {
      checkRange(name, had.distribution(), distribution);
      return had.value();
    }
    if (history == null) history = study.history();
    var before = history.space().get(name);
    if (before != null) checkRange(name, before, distribution);
    var parameter = new Parameter(distribution, choose(now, name, distribution));
    study.store().parameter(number, name, parameter);
    builder.parameter(name, parameter);
    return parameter.value();
  }

  private static void checkRange(String name, Distribution before, Distribution now) {
    if (before.equals(now)) return;
    throw new SearchSpaceException(
        "parameter \"%s\" was suggested with the range %s, and now with %s: give it another name"
            .formatted(name, before, now));
  }

  private double choose(FrozenTrial now, String name, Distribution distribution) {
    var label = fixed.get(name);
    if (label != null) return distribution.parse(label);
    if (distribution.size() == 1) return distribution.valueAt(0);
    synchronized (study.sampler()) {
      if (proposal == null) {
        history = study.history();
        proposal = study.sampler().propose(history, now);
      }
      var proposed = proposal.get(name);
      if (proposed != null && distribution.contains(proposed)) return proposed;
      return study.sampler().sample(history, now, name, distribution);
    }
  }

  /**
   * Tells how the trial does so far, so that it can be pruned and watched.
   *
   * @param step for instance the epoch, not negative; a second report of a step replaces the first
   * @param values one for each objective; NaN and infinities are taken as hopeless
   */
  public void report(int step, double... values) {
    requireRunning();
    if (step < 0) throw new IllegalArgumentException("a step is not negative: " + step);
    study.requireValues(values);
    var boxed = Arrays.stream(values).boxed().toList();
    study.store().report(number, step, boxed);
    builder.report(step, boxed);
  }

  /** Whether the study's pruner takes this trial for hopeless after what it reported. */
  public boolean shouldPrune() {
    var now = snapshot();
    return !now.reports().isEmpty() && study.pruner().prunes(study.history(), now);
  }

  /** What to throw if {@link #shouldPrune}: {@code throw trial.pruned();}. */
  public TrialPruned pruned() {
    return new TrialPruned(number);
  }

  /** Notes something about this trial. */
  public void setUserAttribute(String key, String value) {
    requireRunning();
    study.store().userAttribute(number, key, value);
    builder.userAttribute(key, value);
  }

  /** The trial as it is now. */
  public FrozenTrial snapshot() {
    requireRunning();
    return builder.freeze();
  }

  void finish(TrialState state, List<Double> values, String failure) {
    requireRunning();
    study.store().finish(number, state, values, failure);
    builder.finish(state, values, failure, Instant.now());
  }

  private void requireRunning() {
    if (builder.state().isFinished()) {
      throw new IllegalStateException("trial " + number + " has ended");
    }
  }
}
