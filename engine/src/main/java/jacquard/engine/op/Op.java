package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * A node's function. Ops are immutable records whose components are the attributes; what one
 * application keeps (masks, indices, saved activations) lives in its {@link Call}.
 *
 * <p>The families are sealed, so that every pass over a graph is an exhaustive {@code switch}: a
 * new op does not compile until export, fusion and the other passes have an answer for it.
 */
public sealed interface Op
    permits Elementwise,
        Contraction,
        Normalization,
        Pooling,
        Movement,
        Reduction,
        Quantization,
        InferenceOnly,
        CustomOp {
  /** What stands in graphs and messages: the record's name. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * The output's shape.
   *
   * @throws jacquard.engine.tensor.ShapeException if the inputs do not fit; the message shows them
   */
  Shape shape(List<Shape> inputs);

  /** The output's type. */
  default DType dtype(List<DType> inputs) {
    return DType.FLOAT32;
  }

  /** Whether the output is the first input's memory under another shape; forward is not called. */
  default boolean isView() {
    return false;
  }

  /** Overwrites the whole of {@code output}, whose previous content is undefined. */
  void forward(Call call, List<Tensor> inputs, Tensor output);

  /**
   * The gradients of the inputs, in order; {@code null} where {@link Call#needsGradient} is false
   * or an input has none (labels, indices). A gradient may be {@code gradOutput} itself, a view of
   * it, or something that was saved, for nobody writes to it.
   */
  Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput);
}
