package jacquard.deploy.onnx;

import jacquard.deploy.onnx.type.Port;
import jacquard.engine.autograd.Autograd;
import jacquard.engine.op.Permute;
import jacquard.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Tensors between ONNX's order and the graph's. */
final class Layouts {
  private Layouts() {}

  /**
   * A tensor as the graph takes it.
   *
   * @throws IllegalArgumentException if it is of another type or shape than the model declares
   */
  static Tensor toStored(Port port, Tensor given) {
    if (given.dtype() != port.type().carrier() || !fits(port.dims(), given)) {
      throw new IllegalArgumentException(
          "input '%s' is to be %s %s, not %s"
              .formatted(port.name(), port.type().carrier(), port.dims(), given));
    }
    var inverse = new Integer[port.axes().size()];
    for (int i = 0; i < inverse.length; i++) inverse[port.axes().get(i)] = i;
    return permuted(given, Arrays.asList(inverse));
  }

  private static boolean fits(List<String> dims, Tensor given) {
    if (dims.size() != given.shape().rank()) return false;
    for (int i = 0; i < dims.size(); i++) {
      boolean open = i == 0 && !Character.isDigit(dims.get(i).charAt(0)) && given.dim(i) > 0;
      if (!open && !dims.get(i).equals(Integer.toString(given.dim(i)))) return false;
    }
    return true;
  }

  /** A tensor as ONNX has it. */
  static Tensor fromStored(Port port, Tensor stored) {
    return permuted(stored, port.axes());
  }

  private static Tensor permuted(Tensor x, List<Integer> axes) {
    boolean same = true;
    for (int i = 0; i < axes.size(); i++) same &= axes.get(i) == i;
    return same ? x : Autograd.evaluate(new Permute(axes), x);
  }
}
