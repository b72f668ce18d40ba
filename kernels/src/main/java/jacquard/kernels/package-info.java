/**
 * Kernels on arrays: one small interface per family, a {@code scalar} implementation that specifies
 * it and a {@code vector} implementation that is fast.
 */
package jacquard.kernels;
