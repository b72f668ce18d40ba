package jacquard.engine.io;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.data.ImageDataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.BatchNorm2d;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Dropout;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.MaxPool2d;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Sequential;
import jacquard.engine.op.Call;
import jacquard.engine.op.CustomOp;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small models for files. */
final class Models {
  /** What {@link #cnn} is applied to: 6x5 pixels of two channels. */
  static final Shape SAMPLE = Shape.of(6, 5, 2);

  static final ModelInfo INFO =
      new ModelInfo(
          "small",
          List.of("top", "shoe", "bag"),
          new float[] {0.3f, 0.1f},
          new float[] {0.5f, 2f},
          Map.of("accuracy", "0.91"));

  private Models() {}

  /** Convolution, batch norm, pooling, dropout and a dense layer: parameters and buffers. */
  static Module cnn(long seed) {
    var model =
        new Sequential(
            new Conv2d(2, 4, 3, 1),
            new BatchNorm2d(4),
            Activation.leakyRelu(0.1),
            new MaxPool2d(2),
            new Flatten(),
            new Dropout(0.25),
            new Linear(24, 3));
    model.initialize(seed);
    var variance = model.namedBuffers().get("1.running_var");
    for (int i = 0; i < variance.size(); i++) variance.floats()[i] = 0.5f + i;
    return model;
  }

  static Graph graph(Module model) {
    return Graph.trace(model, SAMPLE);
  }

  /** A user's op: {@code x * sigmoid-like curve}, with attributes of every kind. */
  record Squash(
      int times,
      long big,
      float scale,
      double precise,
      boolean on,
      Mode mode,
      List<Integer> axes,
      String label)
      implements CustomOp {
    enum Mode {
      SOFT,
      HARD
    }

    /** With usual attributes. */
    Squash(float scale) {
      this(1, 1L << 60, scale, Math.PI, true, Mode.HARD, List.of(3, -1), "say \"x\"");
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Call call, List<Tensor> inputs, Tensor output) {
      var x = inputs.getFirst().floats();
      var y = output.floats();
      for (int i = 0; i < x.length; i++) y[i] = x[i] * scale / (1 + Math.abs(x[i]));
    }

    @Override
    public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
      var x = inputs.getFirst().floats();
      var dx = call.allocate(output.shape());
      for (int i = 0; i < x.length; i++) {
        float root = 1 + Math.abs(x[i]);
        dx.floats()[i] = gradOutput.floats()[i] * scale / (root * root);
      }
      return new Tensor[] {dx};
    }
  }

  /** A layer around the user's op. */
  static final class SquashLayer extends Module {
    private final Squash op = new Squash(0.7f);

    @Override
    protected Tensor forward(Tensor x) {
      return Autograd.apply(op, x);
    }
  }

  /** A model with the user's op in its middle. */
  static Module custom(long seed) {
    return new Sequential(new Flatten(), new Linear(60, 8), new SquashLayer(), new Linear(8, 3))
        .initialize(seed);
  }

  /** Each class is brighter in a part of its own, so that there is something to learn. */
  static ImageDataset pictures(int count, long seed) {
    var random = new Random(seed);
    var pixels = new byte[count * SAMPLE.size()];
    var labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(3);
      for (int j = 0; j < SAMPLE.size(); j++) {
        int brightness = j / 20 == labels[i] ? 150 : 60;
        pixels[i * SAMPLE.size() + j] = (byte) (brightness + random.nextInt(90));
      }
    }
    return new ImageDataset(pixels, labels, SAMPLE, INFO.mean(), INFO.deviation());
  }
}
