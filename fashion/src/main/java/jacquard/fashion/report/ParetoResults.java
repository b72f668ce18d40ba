package jacquard.fashion.report;

import jacquard.optimize.pareto.LayerFigures;
import jacquard.optimize.pareto.Speed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What became of a model in many ways: the figures behind page, table and CSV.
 *
 * @param circumstances command, commit, machine, data source and the like
 * @param model its name
 * @param settings what all trainings depend on; results of others do not stand beside them
 * @param javaBytes what Java takes without a model, in bytes; null if it was not measured
 * @param variants the model as it was first
 */
public record ParetoResults(
    Map<String, Object> circumstances,
    String model,
    String settings,
    Long javaBytes,
    List<Outcome> variants) {
  /** The name of the model as it was. */
  public static final String BASELINE = "baseline";

  /**
   * What one recipe made.
   *
   * @param name of the recipe
   * @param summary what it does
   * @param runs one for each seed
   * @param cost of the first seed's model; null until it was measured
   */
  public record Outcome(String name, String summary, List<SeedRun> runs, Cost cost) {
    /** Takes a copy. */
    public Outcome {
      runs = List.copyOf(runs);
    }

    /** The same with these runs. */
    public Outcome with(List<SeedRun> others) {
      return new Outcome(name, summary, others, cost);
    }

    /** The same with a run more. */
    public Outcome with(SeedRun run) {
      return with(Stream.concat(runs.stream(), Stream.of(run)).toList());
    }

    /** The same with its cost. */
    public Outcome with(Cost measured) {
      return new Outcome(name, summary, runs, measured);
    }

    /** Whether a seed is done. */
    public boolean has(long seed) {
      return runs.stream().anyMatch(run -> run.seed == seed);
    }

    /** Accuracy on the validation pictures, on which every choice is made. */
    Spread validation() {
      return Spread.of(runs.stream().mapToDouble(SeedRun::validationAccuracy).toArray());
    }

    /** Accuracy on the test pictures. */
    Spread test() {
      return Spread.of(runs.stream().mapToDouble(SeedRun::accuracy).toArray());
    }
  }

  /**
   * A model of one seed.
   *
   * @param accuracy on the test pictures, read when the model was finished
   * @param recalls of each class, on the test pictures
   * @param seconds it took to make
   */
  public record SeedRun(
      long seed,
      double validationAccuracy,
      double accuracy,
      List<Double> recalls,
      double seconds) {}

  /**
   * What a model takes.
   *
   * @param fileBytes on disk
   * @param planBytes packed weights, and the values in between of one picture
   * @param peakBytes of a process that runs it; null if the system does not tell
   * @param speed in turns with the other variants
   * @param layers what is left of each
   */
  public record Cost(
      long fileBytes, long planBytes, Long peakBytes, Speed speed, List<LayerFigures> layers) {}

  /** Takes copies. */
  public ParetoResults {
    circumstances = new LinkedHashMap<>(circumstances);
    variants = List.copyOf(variants);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it cannot be read
   */
  public static ParetoResults read(Path file) throws IOException {
    return Json.read(file, ParetoResults.class, "figures of smaller models");
  }

  /**
   * Writes everything.
   *
   * @throws IOException if that fails; an older file is then untouched
   */
  public void write(Path file) throws IOException {
    Json.write(file, this);
  }

  /** The model as it was. */
  Outcome baseline() {
    return variants.getFirst();
  }

  /** Whether the data are the stand-in. */
  boolean isGenerated() {
    return "generated".equals(circumstances.get("data_source"));
  }
}
