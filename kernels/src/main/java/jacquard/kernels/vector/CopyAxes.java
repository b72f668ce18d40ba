package jacquard.kernels.vector;

/**
 * The axes of a strided copy in the best order to walk them: destination strides descend, axes that
 * are one run in both arrays are merged, axes of length 1 are dropped. Reused, so that a copy
 * allocates nothing.
 */
final class CopyAxes {
  int rank;
  int[] dims = new int[8];
  int[] xStrides = new int[8];
  int[] yStrides = new int[8];

  /** The source is dense along the last axis but one, the destination along the last. */
  boolean isTranspose;

  /** The axis that threads share. */
  int split;

  void set(int[] dims, int[] xStrides, int[] yStrides) {
    if (dims.length > this.dims.length) {
      this.dims = new int[dims.length];
      this.xStrides = new int[dims.length];
      this.yStrides = new int[dims.length];
    }
    rank = 0;
    for (int d = 0; d < dims.length; d++) {
      if (dims[d] != 1) insert(dims[d], xStrides[d], yStrides[d]);
    }
    merge();
    findTranspose();
    split = longestOuter();
  }

  /** Insertion sort: larger destination strides first, then larger source strides. */
  private void insert(int dim, int xStride, int yStride) {
    int at = rank++;
    while (at > 0 && isInner(at - 1, xStride, yStride)) {
      move(at - 1, at);
      at--;
    }
    dims[at] = dim;
    xStrides[at] = xStride;
    yStrides[at] = yStride;
  }

  private boolean isInner(int axis, int xStride, int yStride) {
    int order = Integer.compare(Math.abs(yStrides[axis]), Math.abs(yStride));
    return order < 0 || order == 0 && Math.abs(xStrides[axis]) < Math.abs(xStride);
  }

  private void merge() {
    int last = 0;
    for (int d = 1; d < rank; d++) {
      boolean isRun =
          xStrides[last] == xStrides[d] * dims[d] && yStrides[last] == yStrides[d] * dims[d];
      if (!isRun) last++;
      int dim = isRun ? dims[last] * dims[d] : dims[d];
      move(d, last);
      dims[last] = dim;
    }
    rank = Math.min(rank, last + 1);
  }

  private void findTranspose() {
    isTranspose = false;
    int inner = rank - 1;
    if (inner < 1 || yStrides[inner] != 1 || Math.abs(xStrides[inner]) < 2) return;
    for (int d = 0; d < inner && !isTranspose; d++) {
      if (xStrides[d] != 1) continue;
      for (int e = d; e < inner - 1; e++) swap(e, e + 1);
      isTranspose = true;
    }
  }

  /** The outermost axis, unless one further in is more than ten times as long. */
  private int longestOuter() {
    int longest = 0;
    for (int d = 1; d < rank; d++) {
      if (dims[d] / 10 > dims[longest]) longest = d;
    }
    return longest;
  }

  private void swap(int a, int b) {
    int dim = dims[a];
    int xStride = xStrides[a];
    int yStride = yStrides[a];
    move(b, a);
    dims[b] = dim;
    xStrides[b] = xStride;
    yStrides[b] = yStride;
  }

  private void move(int from, int to) {
    dims[to] = dims[from];
    xStrides[to] = xStrides[from];
    yStrides[to] = yStrides[from];
  }

  /** Elements to copy. */
  long size() {
    long size = 1;
    for (int d = 0; d < rank; d++) size *= dims[d];
    return size;
  }
}
