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

  /** Draws the initial values. */
  void initialize(Philox random) {
    initializer.fill(floats(), random);
  }
}
