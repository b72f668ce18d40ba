package jacquard.optimize.tune;

import jacquard.optimize.tune.FrozenTrial.Parameter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where the trials of one study are kept. Thread-safe; every method is atomic, and what it wrote
 * when it returned is kept. Only who began a trial writes to it.
 */
public interface StudyStorage {
  /** Why a trial failed that was interrupted, or whose process ended before it did. */
  String TORN = "cut short: it was interrupted, or its process ended";

  /** The study's name. */
  String name();

  /** One for each objective. */
  List<Direction> directions();

  /**
   * Begins the trial that has waited longest, or a new one.
   *
   * @param limit no new trial is made if there are so many, torn ones not counted
   * @return its number, or nothing if the limit is reached
   */
  OptionalInt begin(int limit);

  /**
   * Adds a trial that waits.
   *
   * @param fixed its parameters as text, at least one
   * @return its number
   */
  int enqueue(Map<String, String> fixed, Map<String, String> userAttributes);

  /** Adds a parameter to a running trial. */
  void parameter(int trial, String name, Parameter parameter);

  /** Adds intermediate values to a running trial. */
  void report(int trial, int step, List<Double> values);

  /** Sets an attribute of a running trial. */
  void userAttribute(int trial, String key, String value);

  /**
   * Ends a running trial.
   *
   * @param failure why, if it failed, else empty
   * @throws StorageException if it runs no more: another process took this one for dead
   */
  void finish(int trial, TrialState state, List<Double> values, String failure);

  /** One trial as it is now. */
  FrozenTrial trial(int number);

  /** All trials as they are now, by their numbers. */
  List<FrozenTrial> trials();

  /** Sets an attribute of the study. */
  void userAttribute(String key, String value);

  /** The attributes of the study. */
  Map<String, String> userAttributes();
}
