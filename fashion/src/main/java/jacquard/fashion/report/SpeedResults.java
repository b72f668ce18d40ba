package jacquard.fashion.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * How fast smaller models are beside our own float and dense plans, whichever of the two a plan
 * would take by itself.
 *
 * @param circumstances command, commit, machine and the like
 * @param matches in the order they were measured
 */
public record SpeedResults(Map<String, Object> circumstances, List<Match> matches) {
  /** The name of the figures' file. */
  public static final String FILE = "speed.json";

  /** What is measured. */
  public enum Topic {
    /** 8-bit codes beside floats. */
    INT8,
    /** Lane blocks left out beside all of them. */
    SPARSE,
    /** One layer with more and fewer lane blocks. */
    BREAK_EVEN,
    /** Channels removed beside the whole model. */
    CHANNELS
  }

  /**
   * Two plans of the same model, in turns.
   *
   * @param subject the model or layer
   * @param batch samples at a time
   * @param kept the share of lane blocks or channels that are left
   * @param referenceSeconds of our float or dense plan
   * @param seconds of the other
   * @param speedup the median of the rounds' quotients
   * @param low of its 95 % interval
   * @param high of its 95 % interval
   * @param bar the speedup that was aimed at; 0 where none was
   * @param choice which of the two a plan takes that is not forced; empty where both are dense
   */
  public record Match(
      Topic topic,
      String subject,
      int batch,
      double kept,
      double referenceSeconds,
      double seconds,
      double speedup,
      double low,
      double high,
      double bar,
      String choice) {}

  /** Takes copies. */
  public SpeedResults {
    circumstances = new LinkedHashMap<>(circumstances);
    matches = List.copyOf(matches);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it cannot be read
   */
  public static SpeedResults read(Path file) throws IOException {
    return Json.read(file, SpeedResults.class, "speeds");
  }

  /**
   * Writes everything.
   *
   * @throws IOException if that fails; an older file is then untouched
   */
  public void write(Path file) throws IOException {
    Json.write(file, this);
  }

  /** The matches of a topic. */
  public List<Match> of(Topic topic) {
    return matches.stream().filter(match -> match.topic == topic).toList();
  }

  /** The layers with more and fewer blocks, by falling share of them. */
  public SequencedMap<String, List<Match>> layers() {
    return of(Topic.BREAK_EVEN).stream()
        .sorted((a, b) -> Double.compare(b.kept, a.kept))
        .collect(
            Collectors.groupingBy(
                match -> "%s, batch %d".formatted(match.subject, match.batch),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /**
   * The least share of blocks that have to go for the sparse kernel not to be slower, on the
   * straight line between two measured shares; empty if no measured share was enough.
   *
   * @param layer matches by falling share of blocks kept
   */
  public static OptionalDouble breakEven(List<Match> layer) {
    for (int i = 0; i < layer.size(); i++) {
      var here = layer.get(i);
      if (here.speedup < 1) continue;
      if (i == 0) return OptionalDouble.of(1 - here.kept);
      var before = layer.get(i - 1);
      double part = (1 - before.speedup) / (here.speedup - before.speedup);
      return OptionalDouble.of(1 - before.kept + part * (before.kept - here.kept));
    }
    return OptionalDouble.empty();
  }
}
