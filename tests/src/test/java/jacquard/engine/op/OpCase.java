package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;
import java.util.Random;

/**
 * An op and inputs for it, further from every kink than {@link GradientCheck} moves them. The
 * inputs that take a gradient ask for it.
 *
 * @param training in training mode instead of evaluation
 */
record OpCase(Op op, boolean training, List<Tensor> inputs) {
  static OpCase training(Op op, Tensor... inputs) {
    return new OpCase(op, true, List.of(inputs));
  }

  static OpCase evaluation(Op op, Tensor... inputs) {
    return new OpCase(op, false, List.of(inputs));
  }

  /** Where an input takes its values from. */
  @FunctionalInterface
  interface Source {
    float next(Random random);
  }

  /** In {@code [-bound, bound)}. */
  static Source uniform(double bound) {
    return random -> (float) random.nextDouble(-bound, bound);
  }

  /** In {@code [0.5, 2)}. */
  static final Source POSITIVE = random -> random.nextFloat(0.5f, 2);

  /** Either sign, at least 0.2 from 0. */
  static final Source SIGNED = random -> random.nextFloat(0.2f, 2) * (random.nextInt(2) * 2 - 1);

  /** An input that takes a gradient; its values depend on its shape and the source alone. */
  static Tensor input(Source source, int... dims) {
    var shape = Shape.of(dims);
    var random = new Random(shape.hashCode());
    var values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) values[i] = source.next(random);
    return Tensor.of(values, dims).requiresGrad(true);
  }

  /** In {@code [-1, 1)}. */
  static Tensor input(int... dims) {
    return input(uniform(1), dims);
  }

  /** No two values are closer than 0.2: the winner of a maximum is clear. */
  static Tensor distinct(int... dims) {
    var shape = Shape.of(dims);
    var random = new Random(shape.hashCode());
    var values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      int j = random.nextInt(i + 1);
      values[i] = values[j];
      values[j] = 0.2f * (i - values.length / 2);
    }
    return Tensor.of(values, dims).requiresGrad(true);
  }

  /** An input without a gradient. */
  static Tensor fixed(Source source, int... dims) {
    return input(source, dims).requiresGrad(false);
  }

  @Override
  public String toString() {
    var shapes = inputs.stream().map(Tensor::shape).toList();
    return "%s %s%s".formatted(op, shapes, training ? " in training" : "");
  }
}
