package jacquard.optimize.pareto;

import jacquard.engine.data.DataLoader;
import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.Plan;
import jacquard.engine.measure.Timer;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Measures how fast models are, in turns, so that whatever else the machine does meets all alike.
 *
 * @param single the timer of one sample at a time: its samples are single runs
 * @param batches the timer of whole batches
 * @param energySeconds how long a model runs while its energy is counted
 */
public record SpeedMeter(Timer single, Timer batches, double energySeconds) {
  /** Samples of a batch. */
  public static final int BATCH = 256;

  /** Half a minute for a dozen small models. */
  public static final SpeedMeter DEFAULT =
      new SpeedMeter(new Timer(500, 0.3, 0, 0.001), new Timer(15, 0.3, 0.03, 0.01), 1);

  /** A second or two: enough to see that all works. */
  public static final SpeedMeter QUICK =
      new SpeedMeter(new Timer(50, 0.02, 0, 0.0002), new Timer(3, 0.03, 0.005), 0.05);

  /** Measures models by their names, on samples of a data set. */
  public SequencedMap<String, Speed> measure(
      SequencedMap<String, Graph> models, Dataset samples, Parallel parallel) {
    var ones = new LinkedHashMap<String, Runnable>();
    var many = new LinkedHashMap<String, Runnable>();
    models.forEach((name, graph) -> {
      var plan = Plan.compile(graph);
      ones.put(name, task(plan, first(samples, 1), Parallel.inline()));
      many.put(name, task(plan, first(samples, BATCH), parallel));
    });
    var latencies = single.measure(ones);
    var times = batches.measure(many);
    var counter = EnergyCounter.ofSystem();
    var speeds = new LinkedHashMap<String, Speed>();
    for (var name : models.keySet()) {
      speeds.put(
          name,
          new Speed(
              latencies.get(name).median(),
              latencies.get(name).quantile(0.99),
              BATCH / times.get(name).median(),
              joules(counter, many.get(name))));
    }
    return speeds;
  }

  private static Tensor first(Dataset samples, int count) {
    try (var batches = new DataLoader(samples, count).batches(0, 0)) {
      return batches.next().images().detach();
    }
  }

  private static Runnable task(Plan plan, Tensor input, Parallel parallel) {
    var session = plan.session(input.dim(0), parallel);
    return () -> session.run(input);
  }

  /** Of a sample; null if nobody counts. */
  private Double joules(Optional<EnergyCounter> counter, Runnable batch) {
    if (counter.isEmpty()) return null;
    long[] runs = {0};
    double joules =
        counter
            .get()
            .joules(() -> {
              long end = System.nanoTime() + (long) (energySeconds * 1e9);
              for (; System.nanoTime() < end; runs[0]++) batch.run();
            });
    return joules / (runs[0] * BATCH);
  }
}
