package jacquard.engine.nn;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.op.Window;
import jacquard.engine.tensor.Tensor;

/** Means of windows of {@code [n, h, w, c]}. */
public final class AvgPool2d extends Module {
  private final jacquard.engine.op.AvgPool2d op;

  /** Square windows side by side. */
  public AvgPool2d(int size) {
    this(Window.square(size, size, 0));
  }

  private AvgPool2d(Window window) {
    op = new jacquard.engine.op.AvgPool2d(window, true);
  }

  /** One window, the whole image: {@code [n, h, w, c]} to {@code [n, 1, 1, c]}. */
  public static AvgPool2d global() {
    return new AvgPool2d(Window.GLOBAL);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Autograd.apply(op, x);
  }
}
