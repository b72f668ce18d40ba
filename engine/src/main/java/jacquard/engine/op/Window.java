package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.kernels.PoolShape;

/**
 * The windows of a pooling.
 *
 * @param kh height; 0 with {@code kw} 0 for the whole image
 * @param kw width
 * @param strideH vertical stride
 * @param strideW horizontal stride
 * @param padH rows of padding above and below
 * @param padW columns of padding to the left and right
 */
public record Window(int kh, int kw, int strideH, int strideW, int padH, int padW) {
  /** One window: the whole image. */
  public static final Window GLOBAL = new Window(0, 0, 1, 1, 0, 0);

  /** Square windows. */
  public static Window square(int size, int stride, int padding) {
    return new Window(size, size, stride, stride, padding, padding);
  }

  /** The kernel's view of the shapes. */
  public PoolShape poolShape(Shape x) {
    if (x.rank() != 4) throw new ShapeException("pooling needs [n, h, w, c], not " + x);
    try {
      return new PoolShape(
          x.dim(0),
          x.dim(1),
          x.dim(2),
          x.dim(3),
          kh == 0 ? x.dim(1) : kh,
          kw == 0 ? x.dim(2) : kw,
          strideH,
          strideW,
          padH,
          padW);
    } catch (IllegalArgumentException e) {
      throw new ShapeException("input %s: %s".formatted(x, e.getMessage()));
    }
  }

  Shape outputShape(Shape x) {
    var pool = poolShape(x);
    return Shape.of(pool.n(), pool.outH(), pool.outW(), pool.c());
  }
}
