/**
 * The kernels written with {@code jdk.incubator.vector}, which only this package imports. Whatever
 * the machine's vector width and the number of threads, they give the same bits.
 */
package jacquard.kernels.vector;
