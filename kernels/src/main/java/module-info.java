/**
 * Loops over arrays: every kernel as a scalar specification and a Vector API twin.
 *
 * <p>The vector module is optional: without it the scalar tier runs everything.
 */
module jacquard.kernels {
  requires static jdk.incubator.vector;

  exports jacquard.kernels;
}
