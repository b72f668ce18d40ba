package jacquard.engine.tensor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** What is done to many tensors by name: a model's, an optimiser's. */
public final class NamedTensors {
  private NamedTensors() {}

  /**
   * Overwrites every target with the tensor of the same name.
   *
   * @throws IllegalArgumentException if one is missing or is of another shape or type; then nothing
   *     was written
   */
  public static void copy(Map<String, ? extends Tensor> from, Map<String, ? extends Tensor> to) {
    to.forEach((name, target) -> check(name, from.get(name), target));
    to.forEach((name, target) -> target.copyFrom(from.get(name)));
  }

  private static void check(String name, Tensor saved, Tensor target) {
    if (saved == null) throw new IllegalArgumentException("tensor '" + name + "' is missing");
    if (!saved.shape().equals(target.shape()) || saved.dtype() != target.dtype()) {
      throw new IllegalArgumentException(
          "tensor '%s' is %s, not %s".formatted(name, saved, target));
    }
  }

  /** Copies that nothing else writes to. */
  public static SequencedMap<String, Tensor> detach(
      SequencedMap<String, ? extends Tensor> tensors) {
    var copies = new LinkedHashMap<String, Tensor>();
    tensors.forEach((name, tensor) -> copies.put(name, tensor.detach()));
    return copies;
  }
}
