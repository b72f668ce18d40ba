package jacquard.engine.optim;

import jacquard.engine.autograd.Context;
import jacquard.engine.nn.Parameter;
import jacquard.engine.tensor.NamedTensors;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A moving average of the weights, which is often better than the last weights (Polyak and Juditsky
 * 1992): the weights of the first update, then {@code average = decay * average + (1 - decay) *
 * weights}. Buffers (running statistics) are averages already and are left alone.
 */
public final class ExponentialMovingAverage {
  private final double decay;
  private final SequencedMap<String, Parameter> parameters;
  private final SequencedMap<String, Tensor> average = new LinkedHashMap<>();
  private long updates;
  private boolean swapped;

  /**
   * An average that begins as a copy of the parameters.
   *
   * @param decay in {@code [0, 1)}; 0.999 averages about the last thousand steps
   * @throws IllegalArgumentException if it is not
   */
  public ExponentialMovingAverage(double decay, SequencedMap<String, Parameter> parameters) {
    Require.fraction("the decay of the moving average", decay);
    this.decay = decay;
    this.parameters = parameters;
    average.putAll(NamedTensors.detach(parameters));
  }

  /** Takes the present weights in. */
  public void update() {
    if (swapped) throw new IllegalStateException("the average stands in the model: swap it out");
    float intake = updates++ == 0 ? 1 : (float) (1 - decay);
    float keep = intake == 1 ? 0 : (float) decay;
    var workspace = Context.current().workspace();
    average.forEach((name, mean) ->
        Kernels.elementwise()
            .axpby(
                mean.size(),
                intake,
                parameters.get(name).floats(),
                keep,
                mean.floats(),
                workspace));
  }

  /** Exchanges weights and average; a second call exchanges them back. */
  public void swap() {
    swapped = !swapped;
    average.forEach((name, mean) -> exchange(mean.floats(), parameters.get(name).floats()));
  }

  private static void exchange(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      float kept = a[i];
      a[i] = b[i];
      b[i] = kept;
    }
  }

  /** Overwrites the weights with the average. */
  public void copyToParameters() {
    if (!swapped) NamedTensors.copy(average, parameters);
  }

  /** Whether the average stands in the model's parameters at the moment. */
  public boolean isSwapped() {
    return swapped;
  }

  /** The averages themselves, by the parameters' names. */
  public SequencedMap<String, Tensor> state() {
    return Collections.unmodifiableSequencedMap(average);
  }

  /**
   * Goes on from where {@link #state} was read; the tensors are copied.
   *
   * @param updates how often the average had been updated
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  public void restore(Map<String, Tensor> saved, long updates) {
    NamedTensors.copy(saved, average);
    this.updates = updates;
  }
}
