package jacquard.engine.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Times several tasks in turns, so that whatever else the machine does meets all alike.
 *
 * @param rounds samples of each task, at least 1
 * @param warmUpSeconds how long each task runs beforehand, for the compiler
 * @param sampleSeconds the least length of a sample: short tasks are repeated within one
 */
public record Timer(int rounds, double warmUpSeconds, double sampleSeconds) {
  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Timer {
    if (rounds < 1 || !(warmUpSeconds >= 0) || !(sampleSeconds >= 0)) {
      throw new IllegalArgumentException(
          "a timer needs at least 1 round and lengths of at least 0 s, not %d, %s s and %s s"
              .formatted(rounds, warmUpSeconds, sampleSeconds));
    }
  }

  /**
   * Measures tasks, by name.
   *
   * @return seconds of one run, in the order of the tasks
   */
  public SequencedMap<String, Measurement> measure(SequencedMap<String, Runnable> tasks) {
    var names = new ArrayList<>(tasks.keySet());
    var samples = new LinkedHashMap<String, double[]>();
    var runs = new int[names.size()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = warmUp(tasks.get(names.get(i)));
      samples.put(names.get(i), new double[rounds]);
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < runs.length; i++) {
        int turn = (round + i) % runs.length; // each task comes first in some rounds
        var name = names.get(turn);
        samples.get(name)[round] = time(tasks.get(name), runs[turn]);
      }
    }
    var measurements = new LinkedHashMap<String, Measurement>();
    samples.forEach((name, seconds) -> measurements.put(name, new Measurement(seconds)));
    return measurements;
  }

  /** How often the task must run to fill a sample. */
  private int warmUp(Runnable task) {
    double spent = 0;
    double last = 0;
    do {
      last = time(task, 1);
      spent += last;
    } while (spent < warmUpSeconds);
    return (int) Math.clamp(Math.ceil(sampleSeconds / Math.max(last, 1e-9)), 1, 1e9);
  }

  private static double time(Runnable task, int runs) {
    long start = System.nanoTime();
    for (int i = 0; i < runs; i++) task.run();
    return (System.nanoTime() - start) * 1e-9 / runs;
  }
}
