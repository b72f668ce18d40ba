package jacquard.deploy.onnx.type;

import java.util.List;

/**
 * An input or output of a model: as ONNX has it, and as the graph stores it.
 *
 * @param name its name in ONNX
 * @param type its type in ONNX
 * @param dims its dimensions in ONNX; an open one, the batch, as its name
 * @param stored its name in the graph
 * @param axes axis {@code i} in ONNX is axis {@code axes[i]} in the graph: {@code [0, 3, 1, 2]} for
 *     images
 */
public record Port(
    String name, OnnxType type, List<String> dims, String stored, List<Integer> axes) {
  /** Copies the lists. */
  public Port {
    dims = List.copyOf(dims);
    axes = List.copyOf(axes);
  }

  /** For example {@code "input FLOAT [batch, 1, 28, 28]"}. */
  @Override
  public String toString() {
    return "%s %s %s".formatted(name, type, dims);
  }
}
