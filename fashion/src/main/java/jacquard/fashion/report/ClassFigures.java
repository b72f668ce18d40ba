package jacquard.fashion.report;

import jacquard.engine.train.ConfusionMatrix;
import jacquard.fashion.data.Garment;
import java.util.Arrays;
import java.util.List;

/**
 * How well one class is recognised.
 *
 * @param name of the class
 * @param precision the share of right answers among the answers of this class
 * @param recall the share of this class that was recognised
 * @param f1 their harmonic mean
 */
public record ClassFigures(String name, double precision, double recall, double f1) {
  /** The figures of all classes, in label order. */
  public static List<ClassFigures> of(ConfusionMatrix confusion) {
    return Arrays.stream(Garment.values()).map(garment -> of(garment, confusion)).toList();
  }

  private static ClassFigures of(Garment garment, ConfusionMatrix confusion) {
    int c = garment.ordinal();
    return new ClassFigures(
        garment.title(), confusion.precision(c), confusion.recall(c), confusion.f1(c));
  }

  /** The counts as rows of the true classes, columns of the predicted ones. */
  public static long[][] counts(ConfusionMatrix confusion) {
    int n = confusion.classes();
    var counts = new long[n][n];
    for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) counts[i][j] = confusion.count(i, j);
    return counts;
  }
}
