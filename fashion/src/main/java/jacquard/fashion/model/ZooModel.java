package jacquard.fashion.model;

import jacquard.engine.nn.Module;
import jacquard.engine.train.TrainingConfig;
import java.util.function.DoubleFunction;

/**
 * A model of the zoo: its layers and the recipe it is trained by.
 *
 * @param name as on the command line
 * @param description one line
 * @param dropout the recipe's dropout rate, in {@code [0, 1)}
 * @param architecture from dropout rate to untrained module
 * @param recipe everything else about its training
 */
public record ZooModel(
    String name,
    String description,
    double dropout,
    DoubleFunction<Module> architecture,
    TrainingConfig recipe) {

  /**
   * A fresh module that maps {@code [n, 28, 28, 1]} to logits {@code [n, 10]}.
   *
   * @param seed of the initial weights
   */
  public Module module(long seed) {
    return module(seed, dropout);
  }

  /** The same with another dropout rate; a model without dropout layers ignores it. */
  public Module module(long seed, double rate) {
    return architecture.apply(rate).initialize(seed);
  }
}
