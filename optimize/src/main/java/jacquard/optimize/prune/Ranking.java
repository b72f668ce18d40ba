package jacquard.optimize.prune;

import jacquard.engine.tensor.Tensor;
import jacquard.kernels.PackedBlocks;
import jacquard.kernels.Philox;
import jacquard.optimize.prune.PruningConfig.Granularity;
import jacquard.optimize.prune.PruningConfig.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ranks the units of a model's layers, weights or blocks, and masks those that score least. */
final class Ranking {
  /**
   * A layer's units.
   *
   * @param scores one for each; the units are numbered by row, and in a row by column
   * @param weights how many weights each unit has (the last of a row may have fewer)
   */
  private record Layer(Tensor mask, float[] scores, int[] weights) {}

  private final PruningConfig config;
  private final List<Layer> layers = new ArrayList<>();

  Ranking(Masks masks, PruningConfig config) {
    this.config = config;
    masks
        .weights(config)
        .forEach((name, weight) -> {
          var mask = masks.masks().get(name);
          float[] scores = config.criterion().scores(weight, mask, layers.size());
          for (int i = 0; i < scores.length; i++) if (mask.floats()[i] == 0) scores[i] = -1;
          layers.add(units(mask, scores));
        });
  }

  private int width(Tensor mask) {
    boolean single = config.granularity() == Granularity.WEIGHT;
    return single ? 1 : Math.min(PackedBlocks.WIDTH, mask.dim(-1));
  }

  /** What is out already has a negative score, and so do blocks of it. */
  private Layer units(Tensor mask, float[] scores) {
    int columns = mask.dim(-1);
    int width = width(mask);
    int perRow = Math.ceilDiv(columns, width);
    int rows = mask.size() / columns;
    var sums = new float[rows * perRow];
    var weights = new int[sums.length];
    for (int i = 0; i < scores.length; i++) {
      int unit = i / columns * perRow + i % columns / width;
      sums[unit] += scores[i];
      weights[unit]++;
    }
    for (int u = 0; u < sums.length; u++) sums[u] /= weights[u];
    return new Layer(mask, sums, weights);
  }

  void leaveOut(double sparsity) {
    if (config.scope() == Scope.GLOBAL) {
      float[] all = new float[layers.stream().mapToInt(layer -> layer.scores.length).sum()];
      int n = 0;
      for (var layer : layers) {
        System.arraycopy(layer.scores, 0, all, n, layer.scores.length);
        n += layer.scores.length;
      }
      leaveOut(layers, (int) Math.round(sparsity * n), all);
    } else {
      for (var layer : layers) {
        int count = (int) Math.round(sparsity * layer.scores.length);
        leaveOut(List.of(layer), count, layer.scores.clone());
      }
    }
  }

  /** Of equal scores those of earlier units go first. */
  private void leaveOut(List<Layer> among, int count, float[] scores) {
    Arrays.sort(scores);
    float limit = count == 0 ? Float.NEGATIVE_INFINITY : scores[count - 1];
    int atLimit = 0;
    for (int i = 0; i < count; i++) if (scores[i] == limit) atLimit++;
    for (var layer : among) {
      var out = new boolean[layer.scores.length];
      for (int u = 0; u < out.length; u++) {
        boolean isLast = layer.scores[u] == limit && atLimit > 0;
        if (isLast) atLimit--;
        out[u] = layer.scores[u] < limit || isLast;
      }
      mask(layer, config.shuffled() ? shuffled(out, layers.indexOf(layer)) : out);
    }
  }

  private boolean[] shuffled(boolean[] out, int layer) {
    int[] order = new Philox(config.seed(), layer).permutation(out.length);
    var mixed = new boolean[out.length];
    for (int u = 0; u < out.length; u++) mixed[u] = out[order[u]];
    return mixed;
  }

  private void mask(Layer layer, boolean[] out) {
    int columns = layer.mask.dim(-1);
    int width = width(layer.mask);
    int perRow = Math.ceilDiv(columns, width);
    float[] mask = layer.mask.floats();
    for (int i = 0; i < mask.length; i++) {
      mask[i] = out[i / columns * perRow + i % columns / width] ? 0 : 1;
    }
  }
}
