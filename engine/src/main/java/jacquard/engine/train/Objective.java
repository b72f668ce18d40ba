package jacquard.engine.train;

import jacquard.engine.data.Batch;
import jacquard.engine.nn.Functional;
import jacquard.engine.tensor.Tensor;

/** What a training makes small. */
@FunctionalInterface
public interface Objective {
  /** A scalar, from the model's output and the batch it came from. */
  Tensor loss(Tensor output, Batch batch);

  /** The mean cross-entropy. */
  static Objective crossEntropy(double labelSmoothing) {
    return (logits, batch) ->
        Functional.crossEntropy(logits, batch.labels(), (float) labelSmoothing);
  }
}
