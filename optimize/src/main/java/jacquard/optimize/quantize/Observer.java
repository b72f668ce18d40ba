package jacquard.optimize.quantize;

import jacquard.engine.autograd.Context;
import jacquard.engine.data.DataLoader;
import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ObjIntConsumer;

/** Looks at a graph's values while it computes some data. */
final class Observer {
  private static final int BATCH = 128;

  private final Dataset dataset;
  private final Parallel parallel;

  /**
   * An observer.
   *
   * @throws IllegalArgumentException if there are no data, or they do not fit the graph
   */
  Observer(Graph graph, Dataset dataset, Parallel parallel) {
    if (dataset.size() == 0) {
      throw new IllegalArgumentException("there are no samples to calibrate with: give it some");
    }
    var sample = graph.inputs().getFirst().sample();
    if (!sample.equals(dataset.sampleShape())) {
      throw new IllegalArgumentException(
          "samples of %s cannot calibrate a model of %s: take data of the model's shape"
              .formatted(dataset.sampleShape(), sample));
    }
    this.dataset = dataset;
    this.parallel = parallel;
  }

  /** What values a graph's inputs or nodes take. */
  SequencedMap<String, Histogram> histograms(Graph graph, List<String> values) {
    var histograms = new LinkedHashMap<String, Histogram>();
    values.forEach(value -> histograms.put(value, new Histogram()));
    var all = List.copyOf(histograms.values());
    visit(graph, List.copyOf(values), (x, i) -> all.get(i).widen(x.floats(), x.size()));
    histograms.forEach(Observer::requireFinite);
    visit(graph, List.copyOf(values), (x, i) -> all.get(i).count(x.floats(), x.size()));
    return histograms;
  }

  private static void requireFinite(String value, Histogram histogram) {
    if (!histogram.isFinite()) {
      throw new IllegalArgumentException(
          "value '%s' is not finite on these samples: mend the model or the data".formatted(value));
    }
  }

  /** The mean of a value in each channel, the last axis. */
  double[] channelMeans(Graph graph, String value) {
    var sums = new ArrayList<double[]>();
    long[] rows = {0};
    visit(
        graph,
        List.of(value),
        (x, _) -> {
          int channels = x.dim(-1);
          if (sums.isEmpty()) sums.add(new double[channels]);
          float[] values = x.floats();
          for (int i = 0; i < x.size(); i++) sums.getFirst()[i % channels] += values[i];
          rows[0] += x.size() / channels;
        });
    var means = sums.getFirst();
    for (int j = 0; j < means.length; j++) means[j] /= rows[0];
    return means;
  }

  private void visit(Graph graph, List<String> values, ObjIntConsumer<Tensor> visitor) {
    var inputs = graph.inputs().stream().map(input -> input.name()).toList();
    var computed = values.stream().filter(value -> !inputs.contains(value)).toList();
    var module = computed.isEmpty() ? null : new GraphModule(graph.withOutputs(computed));
    var context = Context.of(parallel).evaluation().withoutGradients();
    try (var batches = new DataLoader(dataset, BATCH).batches(0, 0)) {
      while (batches.hasNext()) {
        var images = batches.next().images();
        context.step(
            0,
            () -> {
              var outputs = module == null ? List.<Tensor>of() : module.apply(List.of(images));
              Map<String, Tensor> found = new LinkedHashMap<>();
              for (int i = 0; i < computed.size(); i++) found.put(computed.get(i), outputs.get(i));
              for (int i = 0; i < values.size(); i++) {
                visitor.accept(found.getOrDefault(values.get(i), images), i);
              }
              return null;
            });
      }
    }
  }
}
