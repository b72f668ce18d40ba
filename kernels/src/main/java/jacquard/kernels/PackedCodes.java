package jacquard.kernels;

/**
 * The right-hand matrix of a product as 8-bit codes, {@code [k, n]}, laid out as the tier that
 * packed it reads it. Immutable by convention.
 *
 * @param k rows
 * @param n columns
 * @param data the codes, a byte each, with some padding
 */
public record PackedCodes(int k, int n, byte[] data) {}
