package jacquard.fashion.cli;

import jacquard.fashion.model.Candidate;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.report.Text;
import jacquard.optimize.tune.Direction;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.Pruner;
import jacquard.optimize.tune.Sampler;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.prune.AshaPruner;
import jacquard.optimize.tune.prune.HyperbandPruner;
import jacquard.optimize.tune.prune.MedianPruner;
import jacquard.optimize.tune.prune.SuccessiveHalvingPruner;
import jacquard.optimize.tune.sample.GridSampler;
import jacquard.optimize.tune.sample.SamplerKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What a study of the command line is about. It is kept in the study's attributes, and a study goes
 * on only with what it began with.
 *
 * @param model a model of the zoo
 * @param objectives in the order of the values
 * @param epochs of a whole trial
 * @param perClass training pictures of each class
 * @param seed of the search and of every training
 * @param data the name of the data
 */
record TuneSettings(
    String model,
    List<Goal> objectives,
    String sampler,
    String pruner,
    int epochs,
    int perClass,
    long seed,
    String data) {
  /** What can be wanted of a model. */
  enum Goal {
    ACCURACY("validation accuracy, %", Direction.MAXIMIZE),
    LOSS("validation loss", Direction.MINIMIZE),
    LATENCY("latency, µs", Direction.MINIMIZE),
    PARAMETERS("parameters", Direction.MINIMIZE);

    private final String title;
    private final Direction direction;

    Goal(String title, Direction direction) {
      this.title = title;
      this.direction = direction;
    }

    /** What stands at an axis. */
    String title() {
      return title;
    }

    Direction direction() {
      return direction;
    }

    /** As on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Goal parse(String name) {
      for (var goal : values()) if (goal.toString().equals(name)) return goal;
      throw new IllegalArgumentException(
          "'%s' cannot be an objective: choose among %s".formatted(name, List.of(values())));
    }
  }

  static final List<String> SAMPLERS = List.of("gp", "tpe", "sobol", "random", "grid");
  static final List<String> PRUNERS = List.of("none", "median", "halving", "asha", "hyperband");

  /** What pruners count as a step is a quarter of an epoch: enough to tell the hopeless. */
  static final int STEPS = 4;

  private static final int REDUCTION = 4;
  private static final int COHORT = 16;

  /** One sampler by its name. */
  static Sampler sampler(String name, String model, long seed) {
    if (name.equals("grid")) return new GridSampler(Candidate.grid(Zoo.find(model)));
    for (var kind : SamplerKind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) return kind.create(seed);
    }
    throw new IllegalArgumentException(
        "there is no sampler '%s': choose one of %s".formatted(name, SAMPLERS));
  }

  /** One pruner by its name, for trials of so many epochs. */
  static Pruner pruner(String name, int epochs) {
    int last = STEPS * epochs;
    return switch (name) {
      case "none" -> Pruner.none();
      case "median" -> new MedianPruner();
      case "halving" -> new SuccessiveHalvingPruner(COHORT, 1, last, REDUCTION);
      case "asha" -> new AshaPruner(1, last, REDUCTION);
      case "hyperband" -> new HyperbandPruner(1, last, REDUCTION);
      default ->
          throw new IllegalArgumentException(
              "there is no pruner '%s': choose one of %s".formatted(name, PRUNERS));
    };
  }

  /** The epochs after which ASHA compares trials: {@code "0.25, 1, 4"}. */
  static String rungs(int epochs) {
    return LongStream.iterate(1, step -> step < STEPS * epochs, step -> step * REDUCTION)
        .mapToObj(step -> Text.plain((double) step / STEPS))
        .collect(Collectors.joining(", "));
  }

  /** How many epochs a trial had when it reported last. */
  static double epochs(FrozenTrial trial) {
    return trial.reports().isEmpty() ? 0 : (double) trial.reports().lastKey() / STEPS;
  }

  Direction[] directions() {
    return objectives.stream().map(Goal::direction).toArray(Direction[]::new);
  }

  /** As they are kept. */
  Map<String, String> attributes() {
    var all = new LinkedHashMap<String, String>();
    all.put("model", model);
    all.put("objectives", String.join(",", objectives.stream().map(Goal::toString).toList()));
    all.put("sampler", sampler);
    all.put("pruner", pruner);
    all.put("epochs", Integer.toString(epochs));
    all.put("per-class", Integer.toString(perClass));
    all.put("seed", Long.toString(seed));
    all.put("data", data);
    return all;
  }

  /** Of a study that has begun on the command line. */
  static Optional<TuneSettings> of(Map<String, String> kept) {
    if (!kept.containsKey("model")) return Optional.empty();
    return Optional.of(
        new TuneSettings(
            kept.get("model"),
            List.of(kept.get("objectives").split(",")).stream().map(Goal::parse).toList(),
            kept.get("sampler"),
            kept.get("pruner"),
            Integer.parseInt(kept.get("epochs")),
            Integer.parseInt(kept.get("per-class")),
            Long.parseLong(kept.get("seed")),
            kept.get("data")));
  }

  /**
   * Notes them in a new study.
   *
   * @throws IllegalArgumentException if the study has begun with others
   */
  void keepIn(Study study) {
    var kept = study.userAttributes();
    attributes()
        .forEach((key, value) -> {
          var earlier = kept.getOrDefault(key, value);
          if (!earlier.equals(value)) {
            throw new IllegalArgumentException(
                "the study \"%s\" has begun with %s %s, not %s: ask for that or name another study with --study"
                    .formatted(study.settings().name(), key, earlier, value));
          }
          if (!kept.containsKey(key)) study.setUserAttribute(key, value);
        });
  }
}
