package jacquard.engine.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Times several tasks in turns, so that whatever else the machine does meets all alike.
 *
 * @param rounds samples of each task, at least 1
 * @param warmUpSeconds how long each task runs beforehand, for the compiler; or longer, up to
 *     {@link #PATIENCE} times, until as long again made it no faster
 * @param sampleSeconds the least length of a sample: short tasks are repeated within one
 * @param settleSeconds how long a task runs untimed before each of its samples, so that caches hold
 *     what is its own and the threads of the task before have gone to sleep; 0 to begin at once
 */
public record Timer(int rounds, double warmUpSeconds, double sampleSeconds, double settleSeconds) {
  /** How many times as long as it should a task is warmed up, at most. */
  public static final int PATIENCE = 12;

  /** The share of its time that a run must lose for the warm-up to go on. */
  private static final double GAIN = 0.1;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Timer {
    if (rounds < 1 || !(warmUpSeconds >= 0) || !(sampleSeconds >= 0) || !(settleSeconds >= 0)) {
      throw new IllegalArgumentException(
          "a timer needs at least 1 round and lengths of at least 0 s, not %d, %s s, %s s and %s s"
              .formatted(rounds, warmUpSeconds, sampleSeconds, settleSeconds));
    }
  }

  /** A timer for tasks that share their caches and threads: samples begin at once. */
  public Timer(int rounds, double warmUpSeconds, double sampleSeconds) {
    this(rounds, warmUpSeconds, sampleSeconds, 0);
  }

  /**
   * Measures tasks, by name.
   *
   * @param tasks the clock that counts is a task's own if it is {@link SelfTimed}
   * @return seconds of one run, in the order of the tasks
   */
  public SequencedMap<String, Measurement> measure(SequencedMap<String, ? extends Runnable> tasks) {
    var names = new ArrayList<>(tasks.keySet());
    var samples = new LinkedHashMap<String, double[]>();
    var runs = new int[names.size()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = runsOfSample(tasks.get(names.get(i)));
      samples.put(names.get(i), new double[rounds]);
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < runs.length; i++) {
        int turn = (round + i) % runs.length; // each task comes first in some rounds
        var name = names.get(turn);
        fastest(tasks.get(name), settleSeconds);
        samples.get(name)[round] = time(tasks.get(name), runs[turn]);
      }
    }
    var measurements = new LinkedHashMap<String, Measurement>();
    samples.forEach((name, seconds) -> measurements.put(name, new Measurement(seconds)));
    return measurements;
  }

  /** How often the task must run to fill a sample, found by warming it up. */
  private int runsOfSample(Runnable task) {
    double run = time(task, 1);
    int idle = 0; // halves that gained nothing: in one of them the compiler may have been busy
    for (int half = 0; half < 2 * PATIENCE && idle < 2; half++) {
      double now = fastest(task, warmUpSeconds / 2);
      idle = now < (1 - GAIN) * run ? 0 : idle + 1;
      run = Math.min(run, now);
    }
    return (int) Math.clamp(Math.ceil(sampleSeconds / Math.max(run, 1e-9)), 1, 1e9);
  }

  /** Runs the task for so long; returns its fastest run. */
  private static double fastest(Runnable task, double seconds) {
    double fastest = Double.MAX_VALUE;
    for (double spent = 0; spent < seconds; ) {
      double run = time(task, 1);
      fastest = Math.min(fastest, run);
      spent += run;
    }
    return fastest;
  }

  private static double time(Runnable task, int runs) {
    if (task instanceof SelfTimed own) return own.seconds(runs);
    long start = System.nanoTime();
    for (int i = 0; i < runs; i++) task.run();
    return (System.nanoTime() - start) * 1e-9 / runs;
  }
}
