package jacquard.optimize;

import jacquard.engine.data.Dataset;
import jacquard.engine.data.Patterns;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.AvgPool2d;
import jacquard.engine.nn.BatchNorm2d;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Dropout;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.MaxPool2d;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Residual;
import jacquard.engine.nn.Sequential;
import jacquard.engine.optim.OneCycleLR;
import jacquard.engine.train.Callback;
import jacquard.engine.train.Evaluation;
import jacquard.engine.train.Metrics;
import jacquard.engine.train.Trainer;
import jacquard.engine.train.TrainingConfig;
import jacquard.kernels.Parallel;

/** Small models that have learned {@link Patterns}, and what it takes to train them further. */
public final class Trained {
  public static final int CLASSES = 6;
  public static final Dataset TRAINING = Patterns.of(1, 300, CLASSES);
  public static final Dataset VALIDATION = Patterns.of(2, 200, CLASSES);

  public static final TrainingConfig RECIPE =
      TrainingConfig.builder().epochs(3).batchSize(16).schedule(new OneCycleLR(0.01)).build();

  private Trained() {}

  public static Graph mlp() {
    return train(
        new Sequential(
            new Flatten(),
            new Linear(64, 48),
            Activation.relu(),
            new Linear(48, 32),
            Activation.relu(),
            new Dropout(0.1),
            new Linear(32, CLASSES)));
  }

  /** Convolutions with batch norm, one of them in a residual block. */
  public static Graph cnn() {
    return train(
        new Sequential(
            new Conv2d(1, 16, 3, 1, 1, 1, false),
            new BatchNorm2d(16),
            Activation.relu(),
            new MaxPool2d(2),
            new Residual(
                new Sequential(
                    new Conv2d(16, 24, 3, 1),
                    new BatchNorm2d(24),
                    Activation.relu(),
                    new Conv2d(24, 16, 3, 1),
                    new BatchNorm2d(16))),
            Activation.relu(),
            new Conv2d(16, 20, 3, 1),
            Activation.relu(),
            AvgPool2d.global(),
            new Flatten(),
            new Linear(20, CLASSES)));
  }

  private static Graph train(Module model) {
    var graph = Graph.trace(model.initialize(1), Patterns.SAMPLE);
    train(graph);
    return graph;
  }

  /** Trains in place. */
  public static void train(Graph graph, Callback... callbacks) {
    new Trainer(new GraphModule(graph), RECIPE, Parallel.inline(), callbacks).fit(TRAINING, null);
  }

  public static Metrics evaluate(Graph graph) {
    return Evaluation.of(new GraphModule(graph), VALIDATION, 50, Parallel.inline()).metrics();
  }
}
