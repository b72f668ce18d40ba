package jacquard.engine.nn;

import jacquard.engine.tensor.Tensor;

/** {@code body(x) + shortcut(x)} (He et al. 2016, section 3.2). */
public final class Residual extends Module {
  private final boolean projected;

  /** The shortcut is the input itself. */
  public Residual(Module body) {
    this(body, null);
  }

  /** With a projection for the shortcut; {@code null} for none. */
  public Residual(Module body, Module shortcut) {
    add("body", body);
    projected = shortcut != null;
    if (projected) add("shortcut", shortcut);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Functional.add(apply("body", x), projected ? apply("shortcut", x) : x);
  }
}
