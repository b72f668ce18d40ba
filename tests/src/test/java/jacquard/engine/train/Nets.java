package jacquard.engine.train;

import jacquard.engine.nn.Activation;
import jacquard.engine.nn.BatchNorm2d;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Dropout;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.MaxPool2d;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Sequential;
import jacquard.engine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models of the training tests, and their weights as bits. */
final class Nets {
  private Nets() {}

  /** For {@code [n, 8, 8, 1]}, with everything that has a state: batch norm, dropout. */
  static Module small(int classes) {
    return new Sequential(
            new Conv2d(1, 8, 3, 1),
            new BatchNorm2d(8),
            Activation.relu(),
            new MaxPool2d(2),
            new Flatten(),
            new Dropout(0.2),
            new Linear(128, classes))
        .initialize(1);
  }

  /** The model {@code cnn} for {@code [n, 28, 28, 1]}. */
  static Module cnn() {
    return new Sequential(
            new Conv2d(1, 32, 3, 1),
            Activation.relu(),
            new MaxPool2d(2),
            new Conv2d(32, 64, 3, 1),
            Activation.relu(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(3136, 128),
            Activation.relu(),
            new Dropout(0.25),
            new Linear(128, 10))
        .initialize(1);
  }

  /** Copies of all parameters and buffers; lists compare NaN and signed zeros by their bits. */
  static Map<String, List<Float>> weights(Module model) {
    var weights = new LinkedHashMap<String, List<Float>>();
    model.namedParameters().forEach((name, tensor) -> weights.put(name, list(tensor)));
    model.namedBuffers().forEach((name, tensor) -> weights.put(name, list(tensor)));
    return weights;
  }

  static List<Float> list(Tensor tensor) {
    var list = new Float[tensor.size()];
    for (int i = 0; i < list.length; i++) list[i] = tensor.floats()[i];
    return List.of(list);
  }
}
