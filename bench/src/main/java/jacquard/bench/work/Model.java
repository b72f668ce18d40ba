package jacquard.bench.work;

import jacquard.engine.nn.Activation;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.MaxPool2d;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Sequential;
import jacquard.engine.tensor.Shape;

/** The two classifiers that are trained and run, for grey images of 28 by 28 and ten classes. */
public enum Model {
  /** Dense layers 784, 256, 128, 10. */
  MLP("mlp", Shape.of(784), 784 * 256, 256 * 128 + 128 * 10),
  /** Two convolutions 3x3 with max pooling (32 and 64 channels), dense layers 3136, 128, 10. */
  CNN("cnn", Shape.of(28, 28, 1), 28 * 28 * 9 * 32, 14 * 14 * 9 * 32 * 64 + 3136 * 128 + 128 * 10);

  /** Pixels of an image. */
  public static final int PIXELS = 784;

  /** Classes. */
  public static final int CLASSES = 10;

  private static final int SEED = 1;

  private final String label;
  private final Shape sample;
  private final double firstProducts;
  private final double otherProducts;

  Model(String label, Shape sample, double firstProducts, double otherProducts) {
    this.label = label;
    this.sample = sample;
    this.firstProducts = firstProducts;
    this.otherProducts = otherProducts;
  }

  /** The name in the tables. */
  public String label() {
    return label;
  }

  /** The shape of one image: flat for dense layers, {@code [h, w, c]} for convolutions. */
  public Shape sample() {
    return sample;
  }

  /** The shape of a batch. */
  public int[] batchShape(int batch) {
    return this == MLP ? new int[] {batch, PIXELS} : new int[] {batch, 28, 28, 1};
  }

  /** A new model; its initial weights are always the same. */
  public Module create() {
    var model =
        switch (this) {
          case MLP ->
              new Sequential(
                  new Linear(784, 256),
                  Activation.relu(),
                  new Linear(256, 128),
                  Activation.relu(),
                  new Linear(128, 10));
          case CNN ->
              new Sequential(
                  new Conv2d(1, 32, 3, 1),
                  Activation.relu(),
                  new MaxPool2d(2),
                  new Conv2d(32, 64, 3, 1),
                  Activation.relu(),
                  new MaxPool2d(2),
                  new Flatten(),
                  new Linear(3136, 128),
                  Activation.relu(),
                  new Linear(128, 10));
        };
    return model.initialize(SEED);
  }

  /** What the prediction of so many images takes. */
  public Cost inference(int batch) {
    double flops = 2 * (firstProducts + otherProducts) * batch;
    return new Cost(flops, 4 * (create().parameterCount() + (double) batch * PIXELS), batch);
  }

  /**
   * What a training step takes: forward, the weights' gradients and, but for the first layer, the
   * inputs' gradients.
   *
   * @param accesses reads and writes of each parameter, its gradient and its moments
   */
  public Cost training(int batch, int accesses) {
    double flops = 2 * (2 * firstProducts + 3 * otherProducts) * batch;
    double values = create().parameterCount() * (double) accesses + (double) batch * PIXELS;
    return new Cost(flops, 4 * values, batch);
  }
}
