package jacquard.engine.graph;

import java.util.Set;

/** Names that are not taken yet. */
final class Names {
  private Names() {}

  /** The wish itself, or with {@code _2, _3, ...} behind. */
  static String free(String wish, Set<String> taken) {
    var name = wish;
    for (int i = 2; taken.contains(name); i++) name = wish + "_" + i;
    return name;
  }
}
