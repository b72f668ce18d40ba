package jacquard.optimize.tune.sample;

import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.History;
import jacquard.optimize.tune.Pareto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Gaussian processes, one for each objective, that learn from a growing history: a new trial adds a
 * row, and the kernels are chosen anew only when the trials have become a tenth more. When that
 * happens depends on the number of trials alone, so that an interrupted study goes on as if it had
 * not been.
 */
final class Surrogate {
  /** When kernels are chosen anew, no more trials than these are kept. */
  private static final int MOST_TRIALS = 500;

  private static final int REFIT_EVERY_TIME_UNTIL = 20;
  private static final int INCUMBENTS = 5;

  private final Encoding encoding;
  private final List<FrozenTrial> trials = new ArrayList<>(); // in the order of rows
  private final Set<Integer> numbers = new HashSet<>(); // of all seen
  private final Map<Integer, double[]> features = new HashMap<>();
  private List<GaussianProcess> processes = List.of();
  private double[][] values = {}; // [objective][trial]
  private int fittedAt;

  Surrogate(Encoding encoding) {
    this.encoding = encoding;
  }

  /** Learns from finished trials, those it has seen and more. */
  void learn(History history, List<FrozenTrial> finished) {
    processes.forEach(process -> process.truncate(trials.size()));
    var added = finished.stream().filter(trial -> numbers.add(trial.number())).toList();
    int due = refitPoint(numbers.size());
    if (due > fittedAt) {
      int before = numbers.size() - added.size();
      var early = added.subList(0, Math.max(0, due - before));
      trials.addAll(early);
      fittedAt = due;
      fit(history);
      added = added.subList(early.size(), added.size());
    }
    for (var trial : added) append(history, trial);
    setValues(history);
  }

  /** The largest number of trials, up to {@code n}, at which kernels are chosen. */
  private static int refitPoint(int n) {
    int point = 1;
    for (int next = 1; next <= n; ) {
      point = next;
      next += next < REFIT_EVERY_TIME_UNTIL ? 1 : next / 10;
    }
    return point;
  }

  private void fit(History history) {
    if (trials.size() > MOST_TRIALS) thin(history);
    var losses = Observations.of(history, trials).losses();
    var rows = trials.stream().map(trial -> features(history, trial)).toArray(double[][]::new);
    processes =
        Arrays.stream(losses)
            .map(l -> KernelFit.fit(rows, encoding.groups(), Warp.standardized(l)))
            .map(GaussianProcess::new)
            .toList();
    for (var row : rows) processes.forEach(process -> process.add(row));
  }

  /** Keeps the better half and, of the others, some from all times. */
  private void thin(History history) {
    var losses = Observations.of(history, trials).losses();
    var vectors = new double[trials.size()][losses.length];
    for (int i = 0; i < vectors.length; i++) {
      for (int o = 0; o < losses.length; o++) vectors[i][o] = losses[o][i];
    }
    var order = order(Pareto.scores(vectors));
    var kept = new HashSet<>(order.subList(0, MOST_TRIALS / 2));
    var others = order.subList(MOST_TRIALS / 2, order.size()).stream().sorted().toList();
    int room = MOST_TRIALS - kept.size();
    for (int k = 0; k < room; k++) kept.add(others.get((int) ((long) k * others.size() / room)));
    var chosen = kept.stream().sorted().map(trials::get).toList();
    trials.clear();
    trials.addAll(chosen);
  }

  private void append(History history, FrozenTrial trial) {
    trials.add(trial);
    processes.forEach(process -> process.add(features(history, trial)));
  }

  private double[] features(History history, FrozenTrial trial) {
    return features.computeIfAbsent(trial.number(), _ -> encoding.features(history, trial));
  }

  private void setValues(History history) {
    var losses = Observations.of(history, trials).losses();
    values = Arrays.stream(losses).map(Warp::standardized).toArray(double[][]::new);
    for (int o = 0; o < values.length; o++) processes.get(o).setValues(values[o], trials.size());
  }

  /**
   * Adds, until it next learns, a place whose value is not known yet as if it were what the process
   * expects there (the Kriging believer of Ginsbourger et al. 2010, section 4.2.1): what is left to
   * learn there becomes nothing.
   */
  void believe(double[] place) {
    for (int o = 0; o < values.length; o++) {
      var process = processes.get(o);
      process.predict(place);
      values[o] = Arrays.copyOf(values[o], values[o].length + 1);
      values[o][values[o].length - 1] = process.mean;
      process.add(place);
      process.setValues(values[o], trials.size());
    }
  }

  /** One for each objective. */
  List<GaussianProcess> processes() {
    return processes;
  }

  /** What an objective is, its noise left out, at every place. */
  double[] smoothed(int objective) {
    var smoothed = new double[values[objective].length];
    var process = processes.get(objective);
    Arrays.setAll(smoothed, i -> process.smoothed(i, values[objective][i]));
    return smoothed;
  }

  /** The units of the best trials. */
  List<double[]> incumbents(History history) {
    var losses = new double[trials.size()][values.length];
    for (int o = 0; o < values.length; o++) {
      var smoothed = smoothed(o);
      for (int i = 0; i < losses.length; i++) losses[i][o] = smoothed[i];
    }
    var scores = Pareto.scores(losses);
    return order(scores).stream()
        .limit(INCUMBENTS)
        .map(i -> encoding.units(history, trials.get(i)))
        .toList();
  }

  private static List<Integer> order(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> scores[i]))
        .toList();
  }

  /** The number of trials it keeps. */
  int size() {
    return trials.size();
  }

  Encoding encoding() {
    return encoding;
  }
}
