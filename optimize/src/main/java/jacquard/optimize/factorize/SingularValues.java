package jacquard.optimize.factorize;

import jacquard.engine.tensor.Tensor;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/** A matrix's singular value decomposition {@code U S V^T}, largest values first. */
final class SingularValues {
  /**
   * Two factors of a matrix {@code [in, out]}.
   *
   * @param u {@code [in, rank]}
   * @param v {@code [rank, out]}
   */
  record Factors(Tensor u, Tensor v) {}

  private final int in;
  private final int out;
  private final DMatrixRMaj u;
  private final DMatrixRMaj v;
  private final DMatrixRMaj s;

  /**
   * Decomposes a matrix.
   *
   * @throws IllegalArgumentException if it has values that are not finite
   */
  SingularValues(int in, int out, float[] matrix) {
    this.in = in;
    this.out = out;
    var a = new DMatrixRMaj(in, out);
    for (int i = 0; i < matrix.length; i++) a.data[i] = matrix[i];
    var svd = DecompositionFactory_DDRM.svd(in, out, true, true, true);
    if (!svd.decompose(a)) {
      throw new IllegalArgumentException("weights that are not finite have no singular values");
    }
    u = svd.getU(null, false);
    v = svd.getV(null, false);
    s = svd.getW(null);
    SingularOps_DDRM.descendingOrder(u, false, s, v, false);
  }

  private double value(int i) {
    return s.get(i, i);
  }

  /** The least rank that keeps a share of the squared singular values. */
  int rank(double energy) {
    int most = Math.min(in, out);
    double total = 0;
    for (int i = 0; i < most; i++) total += value(i) * value(i);
    double sum = 0;
    for (int i = 0; i < most; i++) {
      sum += value(i) * value(i);
      if (sum >= energy * total) return i + 1;
    }
    return most;
  }

  /** The nearest matrix of a rank (Eckart and Young 1936), each factor with half of the values. */
  Factors truncate(int rank) {
    var left = new float[in * rank];
    var right = new float[rank * out];
    for (int r = 0; r < rank; r++) {
      double root = Math.sqrt(value(r));
      for (int i = 0; i < in; i++) left[i * rank + r] = (float) (u.get(i, r) * root);
      for (int j = 0; j < out; j++) right[r * out + j] = (float) (v.get(j, r) * root);
    }
    return new Factors(Tensor.of(left, in, rank), Tensor.of(right, rank, out));
  }
}
