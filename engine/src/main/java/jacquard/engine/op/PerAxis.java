package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;

/** Figures that belong to a whole tensor, or one to each index of an axis. */
final class PerAxis {
  private PerAxis() {}

  static void check(Shape x, Shape figures, int axis) {
    if (figures.size() == 1) return;
    if (figures.rank() != 1 || figures.dim(0) != x.dim(axis) || figures.size() == 0) {
      throw new ShapeException("%s do not fit axis %d of %s".formatted(figures, axis, x));
    }
  }

  /**
   * How many elements lie behind one index of the axis; all of them where there is no such axis.
   */
  static int inner(Shape x, int axis) {
    int index = axis < 0 ? axis + x.rank() : axis;
    if (index < 0 || index >= x.rank()) return Math.max(1, x.size());
    return Math.max(1, x.product(index + 1, x.rank()));
  }
}
