package jacquard.kernels;

/**
 * How values become codes again: {@code clamp(rint(value / scale) + zeroPoint, min, max)}. Halves
 * round to even; NaN becomes the zero point.
 *
 * @param scale the value of one step
 * @param zeroPoint the code of 0
 * @param min the smallest code, at least -128
 * @param max the largest code, at most 127
 */
public record Requantization(float scale, int zeroPoint, int min, int max) {}
