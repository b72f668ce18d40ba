package jacquard.engine.autograd;

import jacquard.engine.op.Op;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;
import jacquard.kernels.Kernels;
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
   */
  public static void backward(Tensor loss) {
    if (loss.size() != 1)
      throw new ShapeException("backward() needs a scalar, not " + loss.shape());
    backward(loss, Tensor.full(loss.shape(), 1));
  }

  /** The same from a given gradient of {@code output}. */
  public static void backward(Tensor output, Tensor gradOutput) {
    var context = Context.current().withoutGradients();
    context.run(() -> {
      if (output.origin() == null) throw new IllegalStateException("nothing was recorded");
      accumulate(output, gradOutput, false, context);
      for (var node : Tape.of(output).reversed()) backward(node, context);
    });
  }

  private static void backward(Node node, Context context) {
    var gradOutput = node.gradient();
    if (gradOutput == null) return;
    var gradients = node.op().backward(node, node.inputs(), node.output(), gradOutput);
    boolean passedOn = false;
    for (int i = 0; i < gradients.length; i++) {
      if (gradients[i] == null || !node.needsGradient(i)) continue;
      boolean own = isFresh(gradients, i, gradOutput);
      accumulate(node.inputs().get(i), gradients[i], own, context);
      passedOn |= gradients[i].sharesMemoryWith(gradOutput);
    }
    node.release(passedOn);
  }

  /** Whether a gradient's memory is neither the output gradient's nor another input's. */
  private static boolean isFresh(Tensor[] gradients, int index, Tensor gradOutput) {
    boolean fresh = !gradients[index].sharesMemoryWith(gradOutput);
    for (int i = 0; i < gradients.length; i++) {
      fresh &=
          i == index || gradients[i] == null || !gradients[i].sharesMemoryWith(gradients[index]);
    }
    return fresh;
  }

  /** A node adds up what its consumers send; a leaf adds to memory of its own. */
  private static void accumulate(Tensor tensor, Tensor gradient, boolean own, Context context) {
    if (tensor.origin() instanceof Node node) {
      var earlier = node.gradient();
      if (earlier == null) node.gradient(gradient, own);
      else node.gradient(sum(earlier, gradient, context), true);
    } else {
      var grad = tensor.gradForAccumulation();
      add(grad, gradient, grad, context);
      if (own) context.arena().release(gradient);
    }
  }

  private static Tensor sum(Tensor a, Tensor b, Context context) {
    var sum = context.arena().allocate(DType.FLOAT32, a.shape(), null);
    add(a, b, sum, context);
    return sum;
  }

  private static void add(Tensor a, Tensor b, Tensor sum, Context context) {
    Kernels.elementwise()
        .binary(Binary.ADD, a.size(), a.floats(), b.floats(), sum.floats(), context.workspace());
  }
}
