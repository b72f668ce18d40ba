package jacquard.engine.nn;

import jacquard.engine.op.Golden;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import jacquard.kernels.Workspace;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** The model, data and optimiser of {@code golden_cnn.py}. */
final class GoldenCnn {
  static final JsonNode FIGURES = Golden.read("golden-cnn.json");

  private static final int SIDE = 28;

  private final double rate = FIGURES.get("rate").doubleValue();
  private final double momentum = FIGURES.get("momentum").doubleValue();
  private final int batch = FIGURES.get("batch").intValue();
  private final Sequential model = model();
  private final SequencedMap<Parameter, float[]> velocities = new LinkedHashMap<>();

  GoldenCnn() {
    for (var made : FIGURES.get("parameters")) {
      var parameter = model.namedParameters().get(made.get("name").stringValue());
      parameter.copyFrom(values(made.get("seed").intValue(), made, made.get("bound").floatValue()));
      velocities.put(parameter, new float[parameter.size()]);
    }
  }

  private static Sequential model() {
    var layers = new LinkedHashMap<String, Module>();
    layers.put("conv1", new Conv2d(1, 32, 3, 1));
    layers.put("relu1", Activation.relu());
    layers.put("pool1", new MaxPool2d(2));
    layers.put("conv2", new Conv2d(32, 64, 3, 1));
    layers.put("relu2", Activation.relu());
    layers.put("pool2", new MaxPool2d(2));
    layers.put("flatten", new Flatten());
    layers.put("linear1", new Linear(3136, 128));
    layers.put("relu3", Activation.relu());
    layers.put("linear2", new Linear(128, 10));
    return new Sequential(layers);
  }

  Sequential network() {
    return model;
  }

  /** The class of each image of a step (from 0). */
  Tensor labels(int step) {
    var made = FIGURES.get("labels");
    int steps = FIGURES.get("steps").intValue();
    var all =
        Golden.integers(made.get("seed").intValue(), steps * batch, made.get("classes").intValue());
    var labels = new int[batch];
    System.arraycopy(all, step * batch, labels, 0, batch);
    return Tensor.of(labels, batch);
  }

  /** Images {@code [n, 28, 28, 1]}: the coarse pattern of their class, and noise. */
  Tensor images(int step) {
    var made = FIGURES.get("noise");
    int seed = made.get("seed_of_step").get(step).intValue();
    var images = values(seed, made, made.get("bound").floatValue());
    var patterns = FIGURES.get("patterns");
    var pattern = values(patterns.get("seed").intValue(), patterns, 1).floats(); // [class, 7, 7]
    var labels = labels(step).ints();
    var pixels = images.floats();
    for (int i = 0; i < pixels.length; i++) {
      int label = labels[i / (SIDE * SIDE)];
      int y = i / SIDE % SIDE;
      int x = i % SIDE;
      pixels[i] = pattern[(label * 7 + y / 4) * 7 + x / 4] + pixels[i];
    }
    return images;
  }

  /** A step of stochastic gradient descent with momentum. */
  void update(int step, Workspace workspace) {
    velocities.forEach((parameter, velocity) ->
        Kernels.optimizerUpdate()
            .sgd(
                parameter.size(),
                parameter.floats(),
                parameter.grad().floats(),
                velocity,
                rate,
                momentum,
                0,
                0,
                false,
                step == 0,
                workspace));
  }

  private static Tensor values(int seed, JsonNode made, float bound) {
    var shape = Shape.of(Golden.ints(made.get("shape")));
    return Tensor.of(Golden.values(seed, shape.size(), bound, 0), shape.dims());
  }
}
