package jacquard.engine.data;

import jacquard.engine.tensor.Tensor;

/**
 * Some samples. The tensors are overwritten after the next batch was asked for.
 *
 * @param images {@code [n, ...]}, float32
 * @param labels {@code [n]}, int32
 */
public record Batch(Tensor images, Tensor labels) {
  /** How many samples there are. */
  public int size() {
    return labels.size();
  }
}
