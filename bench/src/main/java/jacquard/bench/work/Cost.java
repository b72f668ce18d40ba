package jacquard.bench.work;

/**
 * What one run of a work takes, whoever does it and however.
 *
 * @param flops floating-point operations of the plain algorithm: a convolution counts as a direct
 *     one, a fused multiply-add as two
 * @param bytes that must move at least: every input read once, every output written once
 * @param images 0 where there are none
 */
public record Cost(double flops, double bytes, int images) {
  /** Of a kernel. */
  public static Cost of(double flops, double bytes) {
    return new Cost(flops, bytes, 0);
  }

  /** Of {@code n} float elements with so many operations, reads and writes for each. */
  public static Cost perElement(long n, double flops, double accesses) {
    return of(flops * n, Float.BYTES * accesses * n);
  }

  /** Operations per byte: the place on a roofline. */
  public double intensity() {
    return flops / bytes;
  }
}
