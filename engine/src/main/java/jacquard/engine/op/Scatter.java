package jacquard.engine.op;

import jacquard.engine.tensor.Tensor;

/** What happens where something is put into a tensor. */
public enum Scatter {
  /** It replaces what was there. */
  NONE,
  /** It is added. */
  ADD,
  /** It is multiplied. */
  MUL,
  /** The larger stays. */
  MAX,
  /** The smaller stays. */
  MIN;

  void put(Tensor updates, int from, Tensor y, int to) {
    if (this == NONE) {
      Scalars.copy(updates, from, y, to);
      return;
    }
    double old = Scalars.real(y, to);
    double update = Scalars.real(updates, from);
    Scalars.set(
        y,
        to,
        switch (this) {
          case NONE -> update;
          case ADD -> old + update;
          case MUL -> old * update;
          case MAX -> Math.max(old, update);
          case MIN -> Math.min(old, update);
        });
  }
}
