/**
 * The specification of every kernel: the plainest loop that is right. It runs where the Vector API
 * is missing and is what the vector tier is held to.
 */
package jacquard.kernels.scalar;
