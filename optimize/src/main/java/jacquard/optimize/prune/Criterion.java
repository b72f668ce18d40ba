package jacquard.optimize.prune;

import jacquard.engine.nn.Parameter;
import jacquard.kernels.Philox;

/** How much each weight of a layer counts; those that count least go first. */
public sealed interface Criterion {
  /**
   * A score for each weight, at least 0.
   *
   * @param layer the layer's number, from 0
   */
  float[] scores(Parameter weight, int layer);

  /** The absolute value (Han et al. 2015). */
  record Magnitude() implements Criterion {
    @Override
    public float[] scores(Parameter weight, int layer) {
      var scores = new float[weight.size()];
      for (int i = 0; i < scores.length; i++) scores[i] = Math.abs(weight.floats()[i]);
      return scores;
    }
  }

  /**
   * What the loss would change by to first order, {@code |gradient * weight|} (Molchanov et al.
   * 2017), from the gradient that the parameter holds; see {@link Masks#accumulateGradients}.
   */
  record Taylor() implements Criterion {
    /**
     * @throws IllegalStateException if the parameter has no gradient
     */
    @Override
    public float[] scores(Parameter weight, int layer) {
      if (weight.grad() == null) {
        throw new IllegalStateException(
            "the Taylor criterion needs gradients: accumulate them first");
      }
      float[] gradient = weight.grad().floats();
      var scores = new float[weight.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = Math.abs(gradient[i] * weight.floats()[i]);
      }
      return scores;
    }
  }

  /**
   * None: a control.
   *
   * @param seed of the order
   */
  record Random(long seed) implements Criterion {
    @Override
    public float[] scores(Parameter weight, int layer) {
      var random = new Philox(seed, layer);
      var scores = new float[weight.size()];
      for (int i = 0; i < scores.length; i++) scores[i] = random.nextFloat();
      return scores;
    }
  }
}
