package jacquard.engine.graph;

import static jacquard.engine.nn.Functional.concat;
import static jacquard.engine.nn.Functional.matmul;
import static jacquard.engine.nn.Functional.mul;
import static jacquard.engine.nn.Functional.permute;
import static jacquard.engine.nn.Functional.reshape;
import static jacquard.engine.nn.Functional.scale;
import static jacquard.engine.nn.Functional.softmax;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.NoGrad;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.AvgPool2d;
import jacquard.engine.nn.BatchNorm2d;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Dropout;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Functional;
import jacquard.engine.nn.LayerNorm;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.MaxPool2d;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Residual;
import jacquard.engine.nn.Sequential;
import jacquard.engine.op.Call;
import jacquard.engine.op.CustomOp;
import jacquard.engine.op.Pad;
import jacquard.engine.op.Slice;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Philox;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Small models of every kind, with the shape of what they take. */
enum Nets {
  MLP(Shape.of(6, 6, 1), Nets::mlp),
  CNN(Shape.of(12, 12, 1), Nets::cnn),
  NORMALIZED_CNN(Shape.of(12, 12, 3), Nets::normalizedCnn),
  RESIDUAL(Shape.of(8, 8, 8), Nets::residual),
  ATTENTION(Shape.of(5, 8), Attention::new),
  MOVEMENT(Shape.of(4, 6), MovementNet::new),
  CUSTOM(Shape.of(10), Nets::custom);

  final Shape sample;
  private final Supplier<Module> maker;

  Nets(Shape sample, Supplier<Module> maker) {
    this.sample = sample;
    this.maker = maker;
  }

  /** A new model with values in all parameters and buffers. */
  Module make() {
    var model = maker.get().initialize(7);
    int stream = 0;
    for (var entry : model.namedBuffers().entrySet()) {
      fill(entry.getValue().floats(), stream++, entry.getKey().endsWith("var") ? 0.5f : 0);
    }
    for (var entry : model.namedParameters().entrySet()) {
      if (entry.getValue().shape().rank() == 1) fill(entry.getValue().floats(), stream++, 0.3f);
    }
    return model;
  }

  Graph trace() {
    return Graph.trace(make(), sample);
  }

  Tensor input(int batch) {
    return input(sample, batch);
  }

  /** Samples that are the same whatever their number. */
  static Tensor input(Shape sample, int batch) {
    var x = Tensor.zeros(new GraphInput("x", null, sample).shape(batch));
    fill(x.floats(), 99, -0.5f);
    return x;
  }

  /** What a module gives in evaluation. */
  static Tensor evaluate(Module module, Tensor x) {
    return NoGrad.call(() -> module.apply(x)).detach();
  }

  private static void fill(float[] values, int stream, float from) {
    var random = new Philox(3, stream);
    for (int i = 0; i < values.length; i++) values[i] = random.nextFloat() + from;
  }

  private static Module mlp() {
    return new Sequential(
        new Flatten(),
        new Linear(36, 20),
        Activation.gelu(),
        new Dropout(0.5),
        new Linear(20, 17),
        Activation.leakyRelu(0.1),
        new Linear(17, 5));
  }

  private static Module cnn() {
    return new Sequential(
        new Conv2d(1, 8, 3, 1),
        Activation.relu(),
        new MaxPool2d(2),
        new Conv2d(8, 16, 3, 1),
        Activation.relu(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(144, 24),
        Activation.relu(),
        new Dropout(0.5),
        new Linear(24, 10));
  }

  private static Module normalizedCnn() {
    return new Sequential(
        new Conv2d(3, 16, 3, 1, 1, 1, false), // taps
        new BatchNorm2d(16),
        Activation.silu(),
        new Conv2d(16, 16, 3, 1, 1, 16, true), // depthwise
        new BatchNorm2d(16),
        Activation.relu(),
        new Conv2d(16, 24, 1, 0), // product
        new BatchNorm2d(24),
        new Conv2d(24, 24, 3, 2, 1, 1, true), // strips
        Activation.tanh(),
        new AvgPool2d(2),
        new Flatten(),
        new Linear(216, 12),
        new BatchNorm2d(12),
        Activation.sigmoid(),
        new Linear(12, 4));
  }

  /** One block that normalises after its convolutions, one that does before. */
  private static Module residual() {
    return new Sequential(
        new Residual(
            new Sequential(
                new Conv2d(8, 8, 3, 1),
                new BatchNorm2d(8),
                Activation.relu(),
                new Conv2d(8, 8, 3, 1),
                new BatchNorm2d(8))),
        Activation.relu(),
        new Residual(
            new Sequential(new BatchNorm2d(8), Activation.relu(), new Conv2d(8, 12, 3, 1)),
            new Conv2d(8, 12, 1, 0)),
        AvgPool2d.global(),
        new Flatten(),
        new Linear(12, 3));
  }

  private static Module custom() {
    return new Sequential(
        new Linear(10, 16),
        function(x -> Autograd.apply(new Cube(0.5f), x)),
        new Linear(16, 16),
        function(x -> Autograd.apply(new Cube(2), x)),
        new Linear(16, 4));
  }

  /** A module without parameters. */
  static Module function(UnaryOperator<Tensor> function) {
    return new Module() {
      @Override
      protected Tensor forward(Tensor x) {
        return function.apply(x);
      }
    };
  }

  /** A user's op, written without a thought of arrays longer than their tensors. */
  public record Cube(float factor) implements CustomOp {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Call call, List<Tensor> inputs, Tensor output) {
      float[] x = inputs.getFirst().floats();
      float[] square = call.allocate(output.shape()).floats();
      float[] y = output.floats();
      for (int i = 0; i < x.length; i++) square[i] = x[i] * x[i];
      for (int i = 0; i < y.length; i++) y[i] = factor * square[i] * x[i];
    }

    @Override
    public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
      float[] x = inputs.getFirst().floats();
      var dx = call.allocate(output.shape());
      for (int i = 0; i < x.length; i++) {
        dx.floats()[i] = 3 * factor * x[i] * x[i] * gradOutput.floats()[i];
      }
      return new Tensor[] {dx};
    }
  }

  /** A transformer's block: {@code x + attention(norm(x))}, two heads, {@code [n, 5, 8]}. */
  private static final class Attention extends Module {
    Attention() {
      add("norm", new LayerNorm(8));
      add("query", new Linear(8, 8));
      add("key", new Linear(8, 8));
      add("value", new Linear(8, 8));
      add("out", new Linear(8, 8));
    }

    private Tensor heads(String projection, Tensor x) {
      return permute(reshape(apply(projection, x), -1, 5, 2, 4), 0, 2, 1, 3);
    }

    @Override
    protected Tensor forward(Tensor x) {
      var h = apply("norm", x);
      var keys = permute(heads("key", h), 0, 1, 3, 2);
      var weights = softmax(scale(matmul(heads("query", h), keys), 0.5f));
      var mixed = permute(matmul(weights, heads("value", h)), 0, 2, 1, 3);
      return Functional.add(x, apply("out", reshape(mixed, -1, 5, 8)));
    }
  }

  /** Slices, pads, joins, broadcasts and reduces {@code [n, 4, 6]}. */
  private static final class MovementNet extends Module {
    private final Tensor offsets = buffer("offsets", Tensor.zeros(Shape.of(4, 1)));
    private final Tensor mask = buffer("mask", Tensor.zeros(Shape.of(6)));

    @Override
    protected Tensor forward(Tensor x) {
      var left = Autograd.apply(new Slice(2, 0, 3, 1), x);
      var odd = Autograd.apply(new Slice(2, 1, 6, 2), x);
      var joined = concat(2, odd, left);
      var shifted = mul(Functional.add(joined, offsets), scale(mask, 2));
      var padded = Autograd.apply(new Pad(List.of(0, 1, 0), List.of(0, 0, 2), 0.25f), shifted);
      var doubled = Functional.add(padded, padded);
      return concat(
          1, Functional.mean(doubled, 2), Functional.max(Functional.add(doubled, padded), 1));
    }
  }
}
