package jacquard.kernels.vector;

import java.util.Arrays;

/** The packed form of codes: that of {@link Panels}, a byte for each value. */
final class CodePanels {
  private CodePanels() {}

  /** Packs rows {@code first .. first + k} of panels that have {@code height} rows. */
  static void pack(
      int k,
      int n,
      byte[] b,
      int bOffset,
      int ldb,
      byte[] out,
      int outOffset,
      int height,
      int first) {
    int width;
    for (int j = 0; j < n; j += width) {
      width = Panels.width(n - j);
      int columns = Math.min(width, n - j);
      int to = outOffset + j * height + first * width;
      for (int p = 0; p < k; p++) {
        System.arraycopy(b, bOffset + p * ldb + j, out, to + p * width, columns);
        Arrays.fill(out, to + p * width + columns, to + (p + 1) * width, (byte) 0);
      }
    }
  }

  /** Expands rows {@code first .. first + k} of panels to floats, as panels of {@code k} rows. */
  static void expand(
      int k, int n, byte[] b, int bOffset, int height, int first, float[] out, int outOffset) {
    int width;
    for (int j = 0; j < n; j += width) {
      width = Panels.width(n - j);
      int from = bOffset + j * height + first * width;
      ByteLanes.toFloats(k * width, b, from, 0, out, outOffset + j * k);
    }
  }
}
