package jacquard.optimize.quantize;

import jacquard.engine.graph.Graph;
import jacquard.engine.nn.Parameter;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Rounding moves a layer's outputs, on the average over the data, by something other than zero; the
 * bias takes that back, layer by layer from the first (Nagel et al. 2019, section 4.2, the
 * empirical form).
 */
final class BiasCorrection {
  private BiasCorrection() {}

  static QuantizedModel of(Graph trained, QuantizedModel model, Observer observer) {
    var graph = withBiases(model);
    for (var layer : model.layers()) {
      var expected = observer.channelMeans(trained, layer.name());
      var actual = observer.channelMeans(graph, layer.name());
      float[] bias = graph.constant(graph.node(layer.name()).inputs().get(2)).floats();
      for (int j = 0; j < bias.length; j++) bias[j] += (float) (expected[j] - actual[j]);
    }
    return new QuantizedModel(graph, model.layers());
  }

  /** The graph where each quantized layer has a bias, of its own. */
  private static Graph withBiases(QuantizedModel model) {
    var graph = model.graph().copy(); // the trained graph shares the biases
    var parameters = new LinkedHashMap<>(graph.parameters());
    var nodes = new ArrayList<>(graph.nodes());
    for (var layer : model.layers()) {
      var node = graph.node(layer.name());
      boolean hasOwn =
          node.inputs().size() > 2
              && parameters.containsKey(node.inputs().get(2))
              && graph.consumers(node.inputs().get(2)).size() == 1;
      if (hasOwn) continue;
      int outputs = graph.constant(layer.weight()).dim(-1);
      var values = Tensor.zeros(Shape.of(outputs));
      if (node.inputs().size() > 2) values = graph.constant(node.inputs().get(2));
      var name = layer.name() + ".corrected_bias";
      parameters.put(name, Parameter.of(values));
      var inputs = new ArrayList<>(node.inputs().subList(0, 2));
      inputs.add(name);
      nodes.set(nodes.indexOf(node), node.withInputs(List.copyOf(inputs)));
    }
    return new Graph(graph.inputs(), parameters, graph.buffers(), nodes, graph.outputs())
        .withoutUnused();
  }
}
