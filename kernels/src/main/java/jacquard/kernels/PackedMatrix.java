package jacquard.kernels;

/**
 * The right-hand matrix of a product, {@code [k, n]}, laid out as the tier that packed it reads it.
 * Immutable by convention.
 *
 * @param k rows
 * @param n columns
 * @param data column panels of {@code panel} columns, each {@code [k, panel]}, the last one padded
 *     with zeros: {@code [ceil(n / panel), k, panel]}
 * @param panel columns in a panel
 */
public record PackedMatrix(int k, int n, float[] data, int panel) {}
