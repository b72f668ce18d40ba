package jacquard.fashion.data;

import jacquard.kernels.Philox;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A set in two: the same for everyone, so that figures can be compared.
 *
 * @param training what is left
 * @param validation equally many of each class
 */
record Split(LabeledImages training, LabeledImages validation) {
  /** Fixed: a seed that one may choose is a seed that one may search. */
  private static final long SEED = 5_000;

  /**
   * Sets so many of each class aside, chosen at random; both parts keep their order.
   *
   * @throws IllegalArgumentException if a class has fewer
   */
  static Split stratified(LabeledImages all, int perClass) {
    var aside = new boolean[all.size()];
    for (int c = 0; c < FashionMnist.CLASSES; c++) {
      int label = c;
      int[] members = indices(all, i -> all.labels()[i] == label);
      if (members.length < perClass) {
        throw new IllegalArgumentException(
            "class %d has %d of %d pictures".formatted(label, members.length, perClass));
      }
      int[] order = new Philox(SEED, label).permutation(members.length);
      for (int i = 0; i < perClass; i++) aside[members[order[i]]] = true;
    }
    return new Split(
        all.select(indices(all, i -> !aside[i])), all.select(indices(all, i -> aside[i])));
  }

  private static int[] indices(LabeledImages all, IntPredicate wanted) {
    return IntStream.range(0, all.size()).filter(wanted).toArray();
  }
}
