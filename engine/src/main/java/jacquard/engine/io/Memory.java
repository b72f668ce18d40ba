package jacquard.engine.io;

import jacquard.engine.graph.Graph;

/** Whether a graph can run here, asked before anything is allocated: a file can claim any size. */
final class Memory {
  private Memory() {}

  /**
   * Checks the values of one sample.
   *
   * @throws ModelFileException if Java's memory does not hold them
   */
  static void check(Graph graph) {
    var dtypes = graph.dtypes();
    long bytes = 0;
    for (var value : graph.shapes(1).entrySet()) {
      bytes += (long) value.getValue().size() * dtypes.get(value.getKey()).bytes();
    }
    long available = Runtime.getRuntime().maxMemory();
    if (bytes > available) {
      throw new ModelFileException(
          "its values need %d MB for one sample, and Java may use %d MB: give it more with -Xmx"
              .formatted(bytes >> 20, available >> 20));
    }
  }
}
