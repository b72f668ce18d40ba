package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;
import jacquard.kernels.Kernels;
import jacquard.kernels.Workspace;

/** NumPy's broadcasting: shapes are aligned at their last axes; length 1 is repeated. */
public final class Broadcast {
  private Broadcast() {}

  /**
   * The shape of what two shapes make together.
   *
   * @throws ShapeException if lengths differ where neither is 1
   */
  public static Shape shape(Shape a, Shape b) {
    var dims = new int[Math.max(a.rank(), b.rank())];
    for (int i = 1; i <= dims.length; i++) {
      int da = i <= a.rank() ? a.dim(-i) : 1;
      int db = i <= b.rank() ? b.dim(-i) : 1;
      if (da != db && da != 1 && db != 1) {
        throw new ShapeException("shapes %s and %s do not broadcast together".formatted(a, b));
      }
      dims[dims.length - i] = da == 1 ? db : da;
    }
    return Shape.of(dims);
  }

  static Tensor apply(Binary function, Tensor a, Tensor b, Call call) {
    var y = call.allocate(shape(a.shape(), b.shape()));
    apply(function, a, b, y, call.workspace());
    return y;
  }

  static void apply(Binary function, Tensor a, Tensor b, Tensor y, Workspace workspace) {
    var kernel = Kernels.elementwise();
    if (a.shape().equals(b.shape())) {
      kernel.binary(function, y.size(), a.floats(), b.floats(), y.floats(), workspace);
      return;
    }
    kernel.binary(
        function,
        y.shape().dims(),
        a.floats(),
        strides(a.shape(), y.shape()),
        b.floats(),
        strides(b.shape(), y.shape()),
        y.floats(),
        workspace);
  }

  /** {@code x} repeated to a shape. */
  static Tensor expand(Tensor x, Shape target, Call call) {
    if (x.shape().equals(target)) return x;
    var y = call.allocate(target);
    Kernels.movement()
        .copy(
            target.dims(),
            x.floats(),
            0,
            strides(x.shape(), target),
            y.floats(),
            0,
            target.strides(),
            false,
            call.workspace());
    return y;
  }

  /** Sums the axes of {@code x} along which {@code target} was repeated. */
  static Tensor sumTo(Shape target, Tensor x, Call call) {
    var sum = x;
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      int fromLast = axis - x.shape().rank();
      boolean missing = -fromLast > target.rank();
      if (missing || target.dim(fromLast) == 1) sum = sumAxis(sum, axis, call);
    }
    return sum.shape().equals(target) ? sum : sum.view(target);
  }

  private static Tensor sumAxis(Tensor x, int axis, Call call) {
    if (x.dim(axis) == 1) return x;
    var y = call.allocate(x.shape().with(axis, 1));
    Kernels.reduction()
        .sum(
            x.shape().product(0, axis),
            x.dim(axis),
            x.shape().product(axis + 1, x.shape().rank()),
            x.floats(),
            y.floats(),
            call.workspace());
    return y;
  }

  /** The strides of {@code shape} within {@code target}: 0 where it is repeated. */
  public static int[] strides(Shape shape, Shape target) {
    var own = shape.strides();
    var strides = new int[target.rank()];
    for (int i = 1; i <= shape.rank(); i++) {
      if (shape.dim(-i) != 1) strides[strides.length - i] = own[own.length - i];
    }
    return strides;
  }
}
