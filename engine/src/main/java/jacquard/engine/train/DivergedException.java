package jacquard.engine.train;

import jacquard.engine.autograd.Node;
import jacquard.engine.autograd.Tape;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;

/** A training whose loss is no longer a number; the message says since when and where. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long step;
  private final String layer;

  private DivergedException(long step, String layer, String message) {
    super(message);
    this.step = step;
    this.layer = layer;
  }

  /** Finds the first op on the way to the loss whose output is not finite. */
  static DivergedException of(long step, Tensor images, Tensor loss) {
    var layer = isFinite(images) ? firstBadLayer(loss) : "input";
    var message =
        "the loss is %s at step %d, first seen in %s: lower the learning rate or clip gradients"
            .formatted(loss.item(), step, layer.equals("input") ? "the input" : "layer " + layer);
    return new DivergedException(step, layer, message);
  }

  private static String firstBadLayer(Tensor loss) {
    return Tape.of(loss).stream()
        .filter(node -> !isFinite(node.output()))
        .findFirst()
        .map(DivergedException::describe)
        .orElse("loss");
  }

  private static String describe(Node node) {
    var op = node.op().name();
    return node.layer().isEmpty() ? op : "%s (%s)".formatted(node.layer(), op);
  }

  private static boolean isFinite(Tensor tensor) {
    if (tensor.dtype() != DType.FLOAT32) return true;
    for (float value : tensor.floats()) if (!Float.isFinite(value)) return false;
    return true;
  }

  /** The step whose loss was not finite, from 0. */
  public long step() {
    return step;
  }

  /** The first layer whose output was not finite, with its op: {@code "features.0 (Conv2d)"}. */
  public String layer() {
    return layer;
  }
}
