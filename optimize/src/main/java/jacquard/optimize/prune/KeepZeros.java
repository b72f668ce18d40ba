package jacquard.optimize.prune;

import jacquard.engine.graph.Graph;
import jacquard.engine.nn.Parameter;
import jacquard.engine.train.Callback;
import jacquard.engine.train.StepMetrics;
import jacquard.engine.train.Trainer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Keeps weights at zero that are zero now, whatever a training does: what was pruned stays out,
 * also where its mask is long gone. Biases and scales, which have one axis, may begin at zero and
 * are left alone.
 */
public final class KeepZeros implements Callback {
  private final Map<Parameter, int[]> zeros = new LinkedHashMap<>();

  /** Looks for zeros in the weights of a model that is to be trained. */
  public KeepZeros(Graph graph) {
    for (var weight : graph.parameters().values()) {
      if (weight.shape().rank() < 2) continue;
      float[] w = weight.floats();
      int[] found = IntStream.range(0, weight.size()).filter(i -> w[i] == 0).toArray();
      if (found.length > 0) zeros.put(weight, found);
    }
  }

  @Override
  public void onStep(Trainer trainer, StepMetrics step) {
    zeros.forEach((weight, indices) -> {
      float[] w = weight.floats();
      for (int i : indices) w[i] = 0;
    });
  }
}
