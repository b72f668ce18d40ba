package jacquard.deploy.onnx;

import static jacquard.engine.nn.Functional.matmul;
import static jacquard.engine.nn.Functional.mean;
import static jacquard.engine.nn.Functional.permute;
import static jacquard.engine.nn.Functional.reshape;
import static jacquard.engine.nn.Functional.scale;
import static jacquard.engine.nn.Functional.softmax;

import jacquard.engine.graph.Graph;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.AvgPool2d;
import jacquard.engine.nn.BatchNorm2d;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Dropout;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.LayerNorm;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.MaxPool2d;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Residual;
import jacquard.engine.nn.Sequential;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/** Models beyond the zoo: what else the engine can express and ONNX can hold. */
final class ExportedNets {
  /** A model and what it takes. */
  record Net(String name, Shape sample, Module module) {
    Graph graph() {
      return Graph.trace(module, sample);
    }

    Tensor input() {
      var dims = new int[sample.rank() + 1];
      dims[0] = 2;
      System.arraycopy(sample.dims(), 0, dims, 1, sample.rank());
      return Pictures.random(5, dims);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private ExportedNets() {}

  static List<Net> all() {
    return List.of(
        net("residual", Shape.of(8, 8, 3), residual()),
        net("depthwise", Shape.of(9, 9, 3), depthwise()),
        net("colours, flattened", Shape.of(6, 6, 3), flattened()),
        net("attention", Shape.of(5, 8), new Attention()),
        net("activations", Shape.of(7), activations()));
  }

  private static Net net(String name, Shape sample, Module module) {
    return new Net(name, sample, OnnxExportTest.lively(module.initialize(3)));
  }

  private static Module residual() {
    var body = new Sequential(conv(8, 8, 1), new BatchNorm2d(8), Activation.relu(), conv(8, 8, 1));
    var halved =
        new Residual(
            new Sequential(conv(8, 16, 2), new BatchNorm2d(16)),
            new Conv2d(8, 16, 1, 2, 0, 1, true));
    return new Sequential(
        conv(3, 8, 1),
        new Residual(body),
        Activation.relu(),
        halved,
        AvgPool2d.global(),
        new Flatten(),
        new Linear(16, 4));
  }

  private static Conv2d conv(int in, int out, int stride) {
    return new Conv2d(in, out, 3, stride, 1, 1, true);
  }

  private static Module depthwise() {
    return new Sequential(
        conv(3, 8, 2),
        new Conv2d(8, 8, 3, 1, 1, 8, false),
        new BatchNorm2d(8),
        Activation.leakyRelu(0.1),
        new Conv2d(8, 12, 1, 0),
        Activation.gelu(),
        AvgPool2d.global(),
        new Flatten(),
        new Dropout(0.2),
        new Linear(12, 5));
  }

  /** The flattening moves colours, and so must the weights behind it. */
  private static Module flattened() {
    return new Sequential(
        new MaxPool2d(2), Activation.tanh(), new Flatten(), new Dropout(0.5), new Linear(27, 4));
  }

  private static Module activations() {
    return new Sequential(
        new Linear(7, 9),
        Activation.tanh(),
        new Linear(9, 9),
        Activation.sigmoid(),
        new Linear(9, 9),
        Activation.silu(),
        new Linear(9, 9),
        Activation.gelu(),
        new LayerNorm(9),
        new Linear(9, 3));
  }

  /** One head of self-attention (Vaswani et al. 2017, section 3.2.1), averaged over the tokens. */
  private static final class Attention extends Module {
    Attention() {
      add("query", new Linear(8, 8));
      add("key", new Linear(8, 8));
      add("value", new Linear(8, 8));
      add("norm", new LayerNorm(8));
    }

    @Override
    protected Tensor forward(Tensor x) {
      var query = reshape(apply("query", x), -1, 5, 8);
      var key = permute(apply("key", x), 0, 2, 1);
      var weights = softmax(scale(matmul(query, key), 0.35f));
      return mean(apply("norm", matmul(weights, apply("value", x))), 1);
    }
  }
}
