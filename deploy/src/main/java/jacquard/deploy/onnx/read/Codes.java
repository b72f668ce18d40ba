package jacquard.deploy.onnx.read;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.op.Permute;
import jacquard.engine.op.Scalars;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.Optional;

/**
 * Constants that the file holds as codes. Whoever computes with them while the model is read sees
 * floats; the graph gets the codes.
 *
 * @param codes int8
 * @param scale a step for all, or {@code [c]}, one for each index of an axis
 * @param axis that axis
 * @param zeroPoint the code of 0
 */
record Codes(Value codes, Value scale, int axis, int zeroPoint) {
  /** The int8 code of a uint8 code is so much less. */
  static final int SHIFT = 128;

  /**
   * What codes stand for: {@code (code - zeroPoint) * scale}.
   *
   * @param zeroPoint one for all, or one for each index of the axis
   */
  static Tensor values(Tensor codes, Tensor scale, Tensor zeroPoint, int axis) {
    var values = Tensor.zeros(codes.shape());
    int inner = inner(codes.shape(), axis);
    for (int i = 0; i < codes.size(); i++) {
      long code = Scalars.integer(codes, i);
      code -= Scalars.integer(zeroPoint, i / inner % zeroPoint.size());
      values.floats()[i] = code * scale.floats()[i / inner % scale.size()];
    }
    return values;
  }

  private static int inner(Shape shape, int axis) {
    return shape.rank() == 0 ? 1 : Math.max(1, shape.product(axis + 1, shape.rank()));
  }

  /** Codes that a graph can hold: of eight bits, with one zero point for all. */
  static Optional<Codes> of(Value codes, Value scale, Tensor zeroPoint, int axis) {
    boolean unsigned = codes.dtype() == DType.UINT8;
    boolean fits = unsigned || codes.dtype() == DType.INT8;
    long zero = Scalars.integer(zeroPoint, 0);
    for (int i = 1; i < zeroPoint.size(); i++) fits &= Scalars.integer(zeroPoint, i) == zero;
    if (!fits) return Optional.empty();
    var signed = unsigned ? named(codes, shifted(codes.content())) : codes;
    int shift = unsigned ? SHIFT : 0;
    return Optional.of(new Codes(signed, scale.fixed(), axis, (int) zero - shift));
  }

  private static Tensor shifted(Tensor codes) {
    var signed = Tensor.zeros(DType.INT8, codes.shape());
    for (int i = 0; i < codes.size(); i++) {
      signed.bytes()[i] = (byte) (Scalars.integer(codes, i) - SHIFT);
    }
    return signed;
  }

  private static Value named(Value codes, Tensor content) {
    return Value.known(codes.name(), content, content, false);
  }

  /** Whether there is one step, or one for each column: as the engine's op has it. */
  boolean areInColumns() {
    return scale.few().size() == 1 || axis == codes.rank() - 1;
  }

  /** Likewise with other axes. */
  Optional<Codes> permuted(Permute permute) {
    var moved = Autograd.evaluate(permute, codes.content());
    return Optional.of(
        new Codes(named(codes, moved), scale, permute.axes().indexOf(axis), zeroPoint));
  }

  /** Likewise under another shape; empty if the axis is none of it. */
  Optional<Codes> reshaped(Shape shape) {
    var own = codes.few();
    for (int i = 0; i < shape.rank(); i++) {
      boolean same =
          scale.few().size() == 1
              || (shape.dim(i) == own.dim(axis) && shape.product(0, i) == own.product(0, axis));
      if (!same) continue;
      var view = codes.content().view(shape);
      return Optional.of(new Codes(named(codes, view), scale, i, zeroPoint));
    }
    return Optional.empty();
  }
}
