package jacquard.optimize.recipe;

import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.train.Callback;
import jacquard.engine.train.Objective;
import jacquard.engine.train.TrainingConfig;
import jacquard.kernels.Parallel;

/** What steps need besides the model: data, threads, other models, and somebody who trains. */
public interface StepContext {
  /** The samples to train with. */
  Dataset training();

  /** A part of them, enough to see what values a model takes on the way. */
  Dataset calibration();

  /** The samples to choose by. */
  Dataset validation();

  /** The threads. */
  Parallel parallel();

  /** What every random draw follows from. */
  long seed();

  /** The trained model that the recipe began with, a teacher for what becomes of it. */
  Graph original();

  /**
   * Another trained model.
   *
   * @param file its name
   */
  Graph load(String file);

  /**
   * A model of a name, its weights freshly drawn.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  Graph untrained(String name);

  /** The training that suits models of a name. */
  TrainingConfig config(String name);

  /** Trains a graph's parameters in place. */
  void train(Graph graph, TrainingConfig config, Objective objective, Callback... callbacks);
}
