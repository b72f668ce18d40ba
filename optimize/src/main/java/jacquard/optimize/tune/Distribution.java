package jacquard.optimize.tune;

/**
 * The values a parameter may take. Inside the library a value is a number: a float or an integer
 * itself, a category by its index. Samplers work in units: {@code [0, 1]} covers the range evenly
 * on its scale, and each of the values of a discrete range owns a cell of it.
 */
public sealed interface Distribution
    permits FloatDistribution, IntDistribution, CategoricalDistribution {
  /** The number of values, or 0 for a continuous range. */
  int size();

  /** Whether the number stands for one of the values. */
  boolean contains(double value);

  /** Where a value lies in {@code [0, 1]}; in its cell if the range is discrete. */
  double toUnit(double value);

  /**
   * The value at a place, or the one whose cell holds it.
   *
   * @param unit in {@code [0, 1]}; what lies outside is taken as the nearest end
   */
  double fromUnit(double unit);

  /** Where the cell of a value begins; the value's own place if the range is continuous. */
  double cellStart(double value);

  /** Where the cell of a value ends; the value's own place if the range is continuous. */
  double cellEnd(double value);

  /** The value as text: a number, or the category. */
  String label(double value);

  /**
   * The value that a text stands for.
   *
   * @throws IllegalArgumentException if it is none of the values
   */
  double parse(String label);

  /** The value of index {@code index} in a discrete range of {@link #size()} values. */
  double valueAt(int index);
}
