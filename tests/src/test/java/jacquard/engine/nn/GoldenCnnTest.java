package jacquard.engine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.Context;
import jacquard.engine.op.Golden;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Ten training steps of {@code cnn} against PyTorch's, from the same weights on the same images.
 */
class GoldenCnnTest {
  private static final JsonNode FIGURES = GoldenCnn.FIGURES;
  private static final double LOSS = 1e-5;
  private static final double NORM = 1e-4;

  private final GoldenCnn cnn = new GoldenCnn();
  private final Context context = Context.of(Parallel.inline()).training(0);

  @Test
  void lossesGradientsAndWeightsArePyTorchs() {
    for (int step = 0; step < 10; step++) {
      double loss = step(step);
      double expected = FIGURES.get("losses").get(step).doubleValue();
      assertEquals(expected, loss, LOSS * expected, "loss of step " + (step + 1));
      if (step == 0) check("gradients_step_1", gradients());
      if (step == 9) check("gradients_step_10", gradients());
      cnn.update(step, context.workspace());
    }
    check("parameters_after_step_10", new TreeMap<>(cnn.network().namedParameters()));
  }

  private double step(int step) {
    cnn.network().zeroGrad();
    var images = cnn.images(step);
    var labels = cnn.labels(step);
    return context.<Double>step(
        step,
        () -> {
          var loss = Functional.crossEntropy(cnn.network().apply(images), labels, 0);
          Autograd.backward(loss);
          return (double) loss.item();
        });
  }

  private Map<String, Tensor> gradients() {
    var gradients = new TreeMap<String, Tensor>();
    cnn.network().namedParameters().forEach((name, p) -> gradients.put(name, p.grad()));
    return gradients;
  }

  private static void check(String section, Map<String, Tensor> tensors) {
    var figures = FIGURES.get(section);
    assertEquals(new TreeSet<>(figures.propertyNames()), tensors.keySet());
    tensors.forEach(
        (name, tensor) -> check(section + ", " + name, figures.get(name), tensor.floats()));
  }

  private static void check(String what, JsonNode figures, float[] values) {
    double norm = figures.get("norm").doubleValue();
    assertEquals(norm, Math.sqrt(dot(values, values)), NORM * norm, "norm of " + what);
    double difference = difference(figures.get("projections"), values);
    assertEquals(0, difference, NORM * norm, "difference of " + what);
    double rms = norm / Math.sqrt(values.length);
    for (var sample : figures.path("samples").properties()) {
      float actual = values[Integer.parseInt(sample.getKey())];
      assertEquals(sample.getValue().doubleValue(), actual, NORM * rms, "sample of " + what);
    }
  }

  /** The norm of the difference, as projections on random vectors estimate it. */
  private static double difference(JsonNode projections, float[] values) {
    var seeds = Golden.ints(FIGURES.get("projection_seeds"));
    double squares = 0;
    for (int k = 0; k < seeds.length; k++) {
      var random = Golden.values(seeds[k], values.length, 1, 0);
      double d = dot(values, random) - projections.get(k).doubleValue();
      squares += d * d;
    }
    return Math.sqrt(3 * squares / seeds.length);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += (double) a[i] * b[i];
    return sum;
  }
}
