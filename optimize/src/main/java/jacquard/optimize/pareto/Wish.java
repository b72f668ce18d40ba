package jacquard.optimize.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What a variant must keep to, and what is then to be as good as possible. As text: {@code
 * "loss<=0.3,bytes<=100000,latency"} is the fastest of those that lose at most 0.3 points and take
 * at most 100,000 bytes.
 *
 * @param limits all of them are to hold
 * @param goal what decides between those that keep to them
 */
public record Wish(List<Limit> limits, Figure goal) {
  /** A figure of a variant. */
  public enum Figure {
    /** Points of accuracy lost. */
    LOSS("<=", Variant::loss),
    /** Bytes of the file. */
    BYTES("<=", Variant::bytes),
    /** Bytes of the plan. */
    MEMORY("<=", Variant::memory),
    /** Microseconds of one sample. */
    LATENCY("<=", variant -> 1e6 * variant.speed().latency()),
    /** Samples per second, in batches. */
    RATE(">=", variant -> variant.speed().samplesPerSecond());

    private final String relation;
    private final ToDoubleFunction<Variant> value;

    Figure(String relation, ToDoubleFunction<Variant> value) {
      this.relation = relation;
      this.value = value;
    }

    /** Its value, in its unit. */
    public double of(Variant variant) {
      return value.applyAsDouble(variant);
    }

    /** What is to be small. */
    double cost(Variant variant) {
      return relation.equals("<=") ? of(variant) : -of(variant);
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A figure is to be at most, or at least, a value.
   *
   * @param value in the figure's unit
   */
  public record Limit(Figure figure, double value) {
    /** By how much a variant misses it, as a share of the value; 0 if it holds. */
    double missed(Variant variant) {
      double over = figure.of(variant) - value;
      double wrong = figure.relation.equals("<=") ? over : -over;
      return Math.max(0, wrong) / Math.max(Math.abs(value), 1e-9);
    }

    @Override
    public String toString() {
      return figure.label() + figure.relation + number(value);
    }
  }

  /** Copies the list. */
  public Wish {
    limits = List.copyOf(limits);
  }

  /**
   * Reads a wish; without a goal it is the smallest file.
   *
   * @throws IllegalArgumentException if it is none; the message says what is allowed
   */
  public static Wish parse(String text) {
    var limits = new ArrayList<Limit>();
    var goals = new ArrayList<Figure>();
    for (var part : text.split(",", -1)) {
      var words = part.strip().split("(?<=[<>]=)|(?=[<>]=)");
      if (words.length == 1) goals.add(figure(words[0], text));
      else if (words.length == 3) limits.add(limit(words, text));
      else throw wrong(text);
    }
    if (goals.size() > 1) {
      throw new IllegalArgumentException("a budget '%s' has one goal, not two".formatted(text));
    }
    return new Wish(limits, goals.isEmpty() ? Figure.BYTES : goals.getFirst());
  }

  private static Limit limit(String[] words, String text) {
    var figure = figure(words[0], text);
    if (!words[1].equals(figure.relation)) throw wrong(text);
    try {
      double value = Double.parseDouble(words[2]);
      if (Double.isFinite(value)) return new Limit(figure, value);
      throw wrong(text);
    } catch (NumberFormatException _) {
      throw wrong(text);
    }
  }

  private static Figure figure(String word, String text) {
    return Arrays.stream(Figure.values())
        .filter(figure -> figure.label().equals(word.strip()))
        .findFirst()
        .orElseThrow(() -> wrong(text));
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        ("a budget is made of loss<=POINTS, bytes<=N, memory<=BYTES, latency<=MICROSECONDS,"
                + " rate>=SAMPLES_PER_SECOND and the name of one of these as the goal, with commas"
                + " between them, not '%s'")
            .formatted(text));
  }

  /** The best that keeps to all limits; among equals the first. */
  public Optional<Variant> best(List<Variant> variants) {
    return variants.stream()
        .filter(variant -> missed(variant) == 0)
        .min(Comparator.comparingDouble(goal::cost));
  }

  /**
   * The one whose worst miss is least.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Variant closest(List<Variant> variants) {
    return variants.stream()
        .min(Comparator.comparingDouble(this::missed))
        .orElseThrow(() -> new IllegalArgumentException("there is no variant"));
  }

  private double missed(Variant variant) {
    return limits.stream().mapToDouble(limit -> limit.missed(variant)).max().orElse(0);
  }

  /** The figures of a variant that are limited, in words. */
  public String figures(Variant variant) {
    return limits.stream()
        .map(limit -> limit.figure.label() + " " + number(limit.figure.of(variant)))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    var text = String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%.0f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  @Override
  public String toString() {
    return limits.stream().map(limit -> limit + ",").collect(Collectors.joining()) + goal.label();
  }
}
