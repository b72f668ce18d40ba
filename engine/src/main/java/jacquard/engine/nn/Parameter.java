package jacquard.engine.nn;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Philox;

/** A tensor that is learned. It holds zeros until its module is initialised or loaded. */
public final class Parameter extends Tensor {
  private final Initializer initializer;

  /** A parameter and how it is drawn. */
  public Parameter(Shape shape, Initializer initializer) {
    super(shape, true);
    this.initializer = initializer;
  }

  /**
   * A parameter that starts with a copy of a tensor's values, such as a file's. It cannot be drawn
   * again: nobody said from which distribution.
   */
  public static Parameter of(Tensor values) {
    var parameter = new Parameter(values.shape(), Parameter::refuse);
    parameter.copyFrom(values);
    return parameter;
  }

  private static void refuse(float[] values, Philox random) {
    throw new IllegalStateException(
        "this parameter was given values, not a distribution to draw them from");
  }

  /** Draws the initial values. */
  void initialize(Philox random) {
    initializer.fill(floats(), random);
  }
}
