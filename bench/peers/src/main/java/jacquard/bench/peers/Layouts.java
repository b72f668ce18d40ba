package jacquard.bench.peers;

import jacquard.kernels.ConvShape;

/** Between our layouts, channels last, and those of peers. */
final class Layouts {
  private Layouts() {}

  /** Images {@code [n, h, w, c]} to {@code [n, c, h, w]}. */
  static float[] toNchw(float[] x, int n, int h, int w, int c) {
    return permute(x, new int[] {n, h, w, c}, 0, 3, 1, 2);
  }

  /** Images {@code [n, c, h, w]} to {@code [n, h, w, c]}. */
  static float[] toNhwc(float[] x, int n, int h, int w, int c) {
    return permute(x, new int[] {n, c, h, w}, 0, 2, 3, 1);
  }

  /** Weights {@code [kh, kw, c / groups, k]} to {@code [k, c / groups, kh, kw]}. */
  static float[] toOihw(float[] weights, ConvShape s) {
    return permute(weights, new int[] {s.kh(), s.kw(), s.groupC(), s.k()}, 3, 2, 0, 1);
  }

  /** Weights {@code [k, c / groups, kh, kw]} to {@code [kh, kw, c / groups, k]}. */
  static float[] toHwio(float[] weights, ConvShape s) {
    return permute(weights, new int[] {s.k(), s.groupC(), s.kh(), s.kw()}, 2, 3, 1, 0);
  }

  /** A copy whose axis {@code i} is axis {@code order[i]} of {@code x[dims]}. */
  static float[] permute(float[] x, int[] dims, int... order) {
    var y = new float[x.length];
    var index = new int[dims.length]; // in y
    for (int i = 0; i < y.length; i++) {
      int rest = i;
      for (int axis = order.length - 1; axis >= 0; axis--) {
        index[order[axis]] = rest % dims[order[axis]];
        rest /= dims[order[axis]];
      }
      int from = 0;
      for (int axis = 0; axis < dims.length; axis++) from = from * dims[axis] + index[axis];
      y[i] = x[from];
    }
    return y;
  }
}
