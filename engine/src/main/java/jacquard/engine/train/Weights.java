package jacquard.engine.train;

import jacquard.engine.nn.Module;
import jacquard.engine.optim.ExponentialMovingAverage;
import jacquard.engine.tensor.NamedTensors;
import jacquard.engine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The weights that a training has to do with: the model's, their average, and the best so far. */
final class Weights {
  private final SequencedMap<String, Tensor> model = new LinkedHashMap<>(); // with buffers
  private final ExponentialMovingAverage average; // null without
  private final SequencedMap<String, Tensor> best; // null unless kept

  Weights(Module module, TrainingConfig config) {
    var parameters = module.namedParameters();
    model.putAll(parameters);
    model.putAll(module.namedBuffers());
    average =
        config.emaDecay() > 0 ? new ExponentialMovingAverage(config.emaDecay(), parameters) : null;
    best = config.keepBest() ? NamedTensors.detach(model) : null;
  }

  /** After a step of the optimiser. */
  void update() {
    if (average != null) average.update();
  }

  /** Runs the body while the model holds the average, if there is one. */
  void whileAveraged(Runnable body) {
    if (average == null) {
      body.run();
      return;
    }
    average.swap();
    try {
      body.run();
    } finally {
      average.swap();
    }
  }

  /** Keeps what the model holds at the moment, if the best is to be kept. */
  void keep() {
    if (best != null) NamedTensors.copy(model, best);
  }

  /** Gives the model what a finished training ends with. A second time changes nothing. */
  void takeFinal() {
    if (best != null) NamedTensors.copy(best, model);
    else if (average != null) average.copyToParameters();
  }

  /** All of them, themselves. */
  SequencedMap<String, Tensor> tensors() {
    if (average != null && average.isSwapped()) {
      throw new IllegalStateException(
          "the model holds the average: take the state before or after");
    }
    var all = new LinkedHashMap<String, Tensor>();
    model.forEach((name, tensor) -> all.put("model." + name, tensor));
    if (average != null) {
      average.state().forEach((name, tensor) -> all.put("average." + name, tensor));
    }
    if (best != null) best.forEach((name, tensor) -> all.put("best." + name, tensor));
    return all;
  }

  /** After {@link #tensors} were overwritten with those of another training. */
  void resumeAt(long steps) {
    if (average != null) average.restore(average.state(), steps);
  }
}
