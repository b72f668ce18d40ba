package jacquard.optimize.quantize;

import jacquard.engine.graph.Graph;
import java.util.List;

/**
 * A model with quantize and dequantize nodes.
 *
 * @param graph its weights are still floats, so that it can be trained; {@link Quantizer#freeze}
 *     makes them codes
 * @param layers what was quantized, in order
 */
public record QuantizedModel(Graph graph, List<Layer> layers) {
  /**
   * A linear layer or convolution.
   *
   * @param name its node
   * @param weight its parameter
   * @param weights how many there are
   * @param bits of each
   * @param activation the grid of its input; {@code null} if that stays float
   */
  public record Layer(String name, String weight, int weights, int bits, Grid activation) {}

  /** Copies the list. */
  public QuantizedModel {
    layers = List.copyOf(layers);
  }
}
