package jacquard.optimize.prune;

import jacquard.engine.nn.Parameter;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Philox;
import java.util.Arrays;

/** How much each weight of a layer counts; those that count least go first. */
public sealed interface Criterion {
  /**
   * A score for each weight, at least 0.
   *
   * @param mask ones, and zeros for weights that are out, whose scores do not count
   * @param layer the layer's number, from 0
   */
  float[] scores(Parameter weight, Tensor mask, int layer);

  /** The absolute value (Han et al. 2015). */
  record Magnitude() implements Criterion {
    @Override
    public float[] scores(Parameter weight, Tensor mask, int layer) {
      var scores = new float[weight.size()];
      for (int i = 0; i < scores.length; i++) scores[i] = Math.abs(weight.floats()[i]);
      return scores;
    }
  }

  /**
   * The square relative to the sum of the squares that are as large or larger in its layer, so that
   * no layer is emptied (Lee et al. 2021, equation 4).
   */
  record Lamp() implements Criterion {
    @Override
    public float[] scores(Parameter weight, Tensor mask, int layer) {
      var squares = new float[weight.size()];
      for (int i = 0; i < squares.length; i++) {
        float w = weight.floats()[i] * mask.floats()[i];
        squares[i] = w * w;
      }
      float[] sorted = squares.clone();
      Arrays.sort(sorted);
      var sums = new double[sorted.length + 1];
      for (int i = sorted.length - 1; i >= 0; i--) sums[i] = sums[i + 1] + sorted[i];
      var scores = new float[squares.length];
      for (int i = 0; i < scores.length; i++) {
        if (squares[i] > 0) scores[i] = (float) (squares[i] / sums[first(sorted, squares[i])]);
      }
      return scores;
    }

    private static int first(float[] sorted, float value) {
      int i = Arrays.binarySearch(sorted, value);
      while (i > 0 && sorted[i - 1] == value) i--;
      return i;
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
    public float[] scores(Parameter weight, Tensor mask, int layer) {
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
    public float[] scores(Parameter weight, Tensor mask, int layer) {
      var random = new Philox(seed, layer);
      var scores = new float[weight.size()];
      for (int i = 0; i < scores.length; i++) scores[i] = random.nextFloat();
      return scores;
    }
  }
}
