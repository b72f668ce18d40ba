package jacquard.bench.report;

import jacquard.bench.work.Cost;
import jacquard.bench.work.Unit;
import java.util.List;

/**
 * One work by all who can do it, in turns.
 *
 * @param family the work's family
 * @param work its label
 * @param threads of every contender
 * @param unit of the speeds
 * @param cost of one run
 * @param peak what the machine can do at most: GFLOP/s, or GB/s where the unit is that
 * @param figures Jacquard's first
 * @param tooSlow contenders that were left out for the time they would take
 */
public record Row(
    String family,
    String work,
    int threads,
    Unit unit,
    Cost cost,
    double peak,
    List<Figure> figures,
    List<String> tooSlow) {
  /** Jacquard's figure. */
  public Figure ours() {
    return figures.getFirst();
  }

  /** A contender's figure, or null. */
  public Figure by(String contender) {
    return figures.stream().filter(f -> f.contender().equals(contender)).findFirst().orElse(null);
  }

  /** Where the row stands: one table a family and number of threads. */
  public String table() {
    return "%s, %d thread%s".formatted(family, threads, threads == 1 ? "" : "s");
  }

  /** Billions of operations of the plain algorithm a second. */
  public double gflops(Figure figure) {
    double seconds =
        switch (unit) {
          case GFLOPS -> 1e-9 * cost.flops() / figure.speed().median();
          case GBPS -> 1e-9 * cost.bytes() / figure.speed().median();
          case IMAGES -> cost.images() / figure.speed().median();
          case MICROSECONDS -> 1e-6 * figure.speed().median();
        };
    return 1e-9 * cost.flops() / seconds;
  }
}
