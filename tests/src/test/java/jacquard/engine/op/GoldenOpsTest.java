package jacquard.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.Context;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import jacquard.kernels.Unary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Single operations, forward and backward, against PyTorch's. */
class GoldenOpsTest {
  private static final JsonNode FIGURES = Golden.read("golden-ops.json");
  private static final float RELATIVE = 2e-6f;

  @Test
  void theFormulaIsTheScripts() {
    var check = FIGURES.get("formula_check");
    int seed = check.get("seed").intValue();
    for (int i = 0; i < 4; i++) {
      assertEquals(check.get("hashes").get(i).longValue(), Golden.hash(seed, i) & 0xFFFFFFFFL);
    }
    var values = Golden.floats(check.get("values_bound_0.3_offset_0.7"));
    assertArrayEquals(values, Golden.values(seed, values.length, 0.3f, 0.7f));
    var labels = Golden.ints(check.get("labels_of_10"));
    assertArrayEquals(labels, Golden.integers(seed, labels.length, 10));
  }

  @ParameterizedTest
  @CsvSource({"false, y, dx", "true, log_y, log_dx"})
  void softmax(boolean logarithmic, String y, String dx) {
    var test = FIGURES.get("softmax");
    var x = input(test, "x");
    var output = Autograd.apply(new Softmax(logarithmic), x);
    Autograd.backward(output, input(test, "dy"));
    check(test, y, output);
    check(test, dx, x.grad());
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "smoothed"})
  void crossEntropy(String name) {
    var test = FIGURES.get("cross_entropy").get(name);
    var labels = FIGURES.get("cross_entropy").get("labels");
    var classes =
        Golden.integers(labels.get("seed").intValue(), 6, labels.get("classes").intValue());
    var logits = input(test, "logits");
    var op = new CrossEntropy(test.get("label_smoothing").floatValue());
    var loss = Autograd.apply(op, logits, Tensor.of(classes, classes.length));
    Autograd.backward(loss);
    check(test, "mean_loss", loss);
    check(test, "gradient_of_mean", logits.grad());
    for (int i = 0; i < classes.length; i++) checkLossOf(i, test, op, logits, classes[i]);
  }

  private static void checkLossOf(
      int sample, JsonNode test, CrossEntropy op, Tensor logits, int label) {
    var row = Autograd.apply(new Slice(0, sample, sample + 1, 1), logits);
    var loss = Autograd.apply(op, row, Tensor.of(new int[] {label}, 1));
    assertEquals(test.get("losses").get(sample).floatValue(), loss.item(), tolerance(test));
  }

  @Test
  void batchNormInTraining() {
    var test = FIGURES.get("batch_norm");
    var context = Context.of(Parallel.inline()).training(1);
    var inputs = batchNormInputs(test);
    var y = context.call(() -> Autograd.apply(batchNorm(test), inputs));
    check(test, "running_mean_after", inputs[3]);
    check(test, "running_var_after", inputs[4]);
    checkBatchNorm(test, "", inputs, y);
  }

  @Test
  void batchNormInEvaluation() {
    var test = FIGURES.get("batch_norm");
    var inputs = batchNormInputs(test);
    inputs[3].copyFrom(expected(test, "running_mean_after", inputs[3]));
    inputs[4].copyFrom(expected(test, "running_var_after", inputs[4]));
    checkBatchNorm(test, "evaluation_", inputs, Autograd.apply(batchNorm(test), inputs));
  }

  private static BatchNorm2d batchNorm(JsonNode test) {
    return new BatchNorm2d(test.get("momentum").floatValue(), test.get("epsilon").floatValue());
  }

  private static Tensor[] batchNormInputs(JsonNode test) {
    return new Tensor[] {
      input(test, "x"),
      input(test, "gamma"),
      input(test, "beta"),
      input(test, "running_mean").requiresGrad(false),
      input(test, "running_var").requiresGrad(false)
    };
  }

  private static void checkBatchNorm(JsonNode test, String mode, Tensor[] inputs, Tensor y) {
    Autograd.backward(y, input(test, "dy"));
    check(test, mode + "y", y);
    check(test, mode + "dx", inputs[0].grad());
    check(test, mode + "dgamma", inputs[1].grad());
    check(test, mode + "dbeta", inputs[2].grad());
  }

  @Test
  void layerNorm() {
    var test = FIGURES.get("layer_norm");
    var x = input(test, "x");
    var gamma = input(test, "gamma");
    var beta = input(test, "beta");
    var y = Autograd.apply(new LayerNorm(test.get("epsilon").floatValue()), x, gamma, beta);
    Autograd.backward(y, input(test, "dy"));
    check(test, "y", y);
    check(test, "dx", x.grad());
    check(test, "dgamma", gamma.grad());
    check(test, "dbeta", beta.grad());
  }

  @Test
  void activations() {
    for (var test : FIGURES.get("activations")) {
      var x = input(test, "x");
      var y = Autograd.apply(activation(test.get("function").stringValue()), x);
      Autograd.backward(y, input(test, "dy"));
      check(test, "y", y);
      check(test, "dx", x.grad());
    }
  }

  private static Pointwise activation(String name) {
    return switch (name) {
      case "gelu_tanh" -> new Pointwise(Unary.GELU);
      case "silu" -> new Pointwise(Unary.SILU);
      case "sigmoid" -> new Pointwise(Unary.SIGMOID);
      case "tanh" -> new Pointwise(Unary.TANH);
      case "leaky_relu_0.01" -> new Pointwise(Unary.LEAKY_RELU, 0.01f);
      default -> throw new AssertionError(name + " has no case");
    };
  }

  private static Tensor input(JsonNode test, String name) {
    var made = test.get("inputs").get(name);
    var dims = Golden.ints(made.get("shape"));
    var values =
        Golden.values(
            made.get("seed").intValue(),
            Shape.of(dims).size(),
            made.get("bound").floatValue(),
            made.get("offset").floatValue());
    return Tensor.of(values, dims).requiresGrad(true);
  }

  private static Tensor expected(JsonNode test, String name, Tensor like) {
    return Tensor.of(Golden.floats(test.get(name)), like.shape().dims());
  }

  private static void check(JsonNode test, String name, Tensor actual) {
    var expected = expected(test, name, actual).floats();
    float largest = 0;
    for (float value : expected) largest = Math.max(largest, Math.abs(value));
    float delta = Math.min(tolerance(test), RELATIVE * largest);
    assertArrayEquals(expected, actual.floats(), delta, name);
  }

  /** A few times what PyTorch's own float32 is away from the exact figures of this test. */
  private static float tolerance(JsonNode test) {
    return 4 * test.get("float64_difference").floatValue();
  }
}
