/**
 * The specification of every kernel: the plainest loop that is right. It runs where the Vector API
 * is missing and is what the vector tier is held to. Results are the same for any number of threads
 * because there is only ever one.
 */
package jacquard.kernels.scalar;
