package jacquard.optimize.tune.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against EJML. */
class InverseFactorTest {
  private static DMatrixRMaj matrix(int n) {
    return RandomMatrices_DDRM.symmetricPosDef(n, new Random(n));
  }

  private static double[][] rows(DMatrixRMaj matrix) {
    var rows = new double[matrix.numRows][matrix.numCols];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) rows[i][j] = matrix.get(i, j);
    }
    return rows;
  }

  /** Through {@code M^T (M x)}, column by column. */
  private static void assertInverse(InverseFactor factor, DMatrixRMaj matrix) {
    int n = matrix.numRows;
    var inverse = new DMatrixRMaj(n, n);
    CommonOps_DDRM.invert(matrix, inverse);
    double scale = CommonOps_DDRM.elementMaxAbs(inverse);
    for (int column = 0; column < n; column++) {
      var unit = new double[n];
      unit[column] = 1;
      var half = new double[n];
      var whole = new double[n];
      factor.times(unit, half);
      factor.transposedTimes(half, whole);
      for (int i = 0; i < n; i++) {
        assertThat(whole[i]).isCloseTo(inverse.get(i, column), within(1e-9 * n * scale));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 17, 60})
  void aFactorisedMatrixHasTheInverseAndDeterminantOfEjml(int n) {
    var matrix = matrix(n);
    var factor = new InverseFactor();
    double logDeterminant = factor.factorize(rows(matrix));
    double expected = Math.log(CommonOps_DDRM.det(matrix));
    assertThat(logDeterminant).isCloseTo(expected, within(1e-9 * n * (1 + Math.abs(expected))));
    assertInverse(factor, matrix);
    var written = new double[n][n];
    factor.inverse(written);
    var inverse = new DMatrixRMaj(n, n);
    CommonOps_DDRM.invert(matrix, inverse);
    double scale = CommonOps_DDRM.elementMaxAbs(inverse);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        assertThat(written[i][j]).isCloseTo(inverse.get(i, j), within(1e-9 * n * scale));
      }
    }
  }

  @Test
  void rowsCanBeAddedTakenBackAndAddedAgain() {
    int n = 40;
    var matrix = matrix(n);
    var factor = new InverseFactor();
    for (int i = 0; i < n; i++) add(factor, matrix, i);
    factor.truncate(25);
    for (int i = 25; i < n; i++) add(factor, matrix, i);
    assertThat(factor.size()).isEqualTo(n);
    assertInverse(factor, matrix);
  }

  private static void add(InverseFactor factor, DMatrixRMaj matrix, int row) {
    var values = new double[Math.max(row, 1)];
    for (int j = 0; j < row; j++) values[j] = matrix.get(row, j);
    factor.add(values, matrix.get(row, row), 1e-12);
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteHasNoDeterminant() {
    double[][] matrix = {{1, 2}, {2, 1}};
    assertThat(new InverseFactor().factorize(matrix)).isNaN();
  }
}
