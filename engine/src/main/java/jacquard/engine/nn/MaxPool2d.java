package jacquard.engine.nn;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.op.Window;
import jacquard.engine.tensor.Tensor;

/** Maxima of windows of {@code [n, h, w, c]}. */
public final class MaxPool2d extends Module {
  private final jacquard.engine.op.MaxPool2d op;

  /** Square windows side by side. */
  public MaxPool2d(int size) {
    this(size, size, 0);
  }

  /** Square windows. */
  public MaxPool2d(int size, int stride, int padding) {
    op = new jacquard.engine.op.MaxPool2d(Window.square(size, stride, padding));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Autograd.apply(op, x);
  }
}
