package jacquard.engine.autograd;

import jacquard.engine.op.Op;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;
import jacquard.kernels.Kernels;
import jacquard.kernels.Parallel;
import java.util.List;

/** Applies ops, remembers what was applied, and replays it backwards. */
public final class Autograd {
  private Autograd() {}

  /**
   * Applies an op in the current context, recording it if an input requires a gradient.
   *
   * @throws ShapeException if the inputs do not fit; the message names the layer
   */
  public static Tensor apply(Op op, Tensor... inputs) {
    var context = Context.current();
    var list = List.of(inputs);
    boolean requiresGrad = false;
    for (var input : inputs) requiresGrad |= input.requiresGrad();
    var node = new Node(context, op, list, context.records(requiresGrad));
    return node.evaluate(outputShape(op, list, node.layer()), outputType(op, list));
  }

  /**
   * Applies an op outside of any training: on this thread, without recording, and the result
   * belongs to nobody's step.
   *
   * @throws ShapeException if the inputs do not fit
   */
  public static Tensor evaluate(Op op, Tensor... inputs) {
    var context = Context.of(Parallel.inline()).withoutGradients();
    return context.call(() -> apply(op, inputs)).detach();
  }

  private static Shape outputShape(Op op, List<Tensor> inputs, String layer) {
    try {
      return op.shape(inputs.stream().map(Tensor::shape).toList());
    } catch (ShapeException e) {
      throw layer.isEmpty() ? e.in(op.name()) : e.in("layer " + layer + ", " + op.name());
    }
  }

  private static DType outputType(Op op, List<Tensor> inputs) {
    return op.dtype(inputs.stream().map(Tensor::dtype).toList());
  }

  /**
   * Adds the gradient of a scalar to the {@code grad} of every leaf that requires one.
   *
   * @throws ShapeException if {@code loss} has more than one element
   * @throws IllegalStateException if nothing was recorded that led to it
   */
  public static void backward(Tensor loss) {
    if (loss.size() != 1)
      throw new ShapeException("backward() needs a scalar, not " + loss.shape());
    backward(loss, Tensor.full(loss.shape(), 1));
  }

  /**
   * The same from a given gradient of {@code output}.
   *
   * @throws ShapeException if the two have different shapes
   * @throws IllegalStateException if nothing was recorded that led to {@code output}
   */
  public static void backward(Tensor output, Tensor gradOutput) {
    if (!gradOutput.shape().equals(output.shape())) {
      throw new ShapeException(
          "gradient %s does not fit output %s".formatted(gradOutput.shape(), output.shape()));
    }
    if (output.origin() == null) {
      throw new IllegalStateException(
          "nothing was recorded: no input requires a gradient, or recording was off");
    }
    var context = Context.current().withoutGradients();
    context.run(() -> {
      accumulate(output, gradOutput, false, context);
      for (var node : Tape.of(output).reversed()) backward(node, context);
    });
  }

  private static void backward(Node node, Context context) {
    var gradOutput = node.gradient();
    if (gradOutput == null) return;
    var gradients = node.op().backward(node, node.inputs(), node.output(), gradOutput);
    for (int i = 0; i < node.inputs().size(); i++) {
      if (!isWanted(node, gradients, i)) continue;
      boolean own = isFresh(gradients, i) && !node.reads(gradients[i]);
      accumulate(node.inputs().get(i), gradients[i], own, context);
    }
    node.release(gradients);
  }

  /**
   * Whether input {@code index} asks for a gradient; integers cannot, but for codes that were made
   * from floats.
   *
   * @throws IllegalStateException if it asks and the op gave none, or one of another shape
   */
  private static boolean isWanted(Node node, Tensor[] gradients, int index) {
    var input = node.inputs().get(index);
    boolean isCode = input.dtype() == DType.INT8 && input.origin() != null;
    if (!node.needsGradient(index) || input.dtype() != DType.FLOAT32 && !isCode) return false;
    var gradient = index < gradients.length ? gradients[index] : null;
    if (gradient != null && gradient.shape().equals(input.shape())) return true;
    throw new IllegalStateException(
        "%s gave the gradient %s for its input %d, %s"
            .formatted(node.op().name(), gradient, index, input));
  }

  /** Whether a gradient's memory is not that of another input's gradient too. */
  private static boolean isFresh(Tensor[] gradients, int index) {
    boolean fresh = true;
    for (int i = 0; i < gradients.length; i++) {
      fresh &=
          i == index || gradients[i] == null || !gradients[i].sharesMemoryWith(gradients[index]);
    }
    return fresh;
  }

  /** A node adds up what its consumers send; a leaf adds to memory of its own. */
  private static void accumulate(Tensor tensor, Tensor gradient, boolean own, Context context) {
    if (tensor.origin() instanceof Node node) {
      if (node.gradient() == null) {
        node.gradient(gradient, own);
        return;
      }
      var earlier = node.gradient();
      var sum =
          node.ownsGradient()
              ? earlier
              : context.arena().allocate(DType.FLOAT32, tensor.shape(), null);
      add(earlier, gradient, sum, context);
      node.gradient(sum, true);
    } else {
      var grad = tensor.gradForAccumulation();
      add(grad, gradient, grad, context);
    }
    if (own) context.arena().release(gradient);
  }

  private static void add(Tensor a, Tensor b, Tensor sum, Context context) {
    Kernels.elementwise()
        .binary(Binary.ADD, a.size(), a.floats(), b.floats(), sum.floats(), context.workspace());
  }
}
