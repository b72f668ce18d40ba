package jacquard.kernels;

/**
 * Signed 8-bit codes, which stand for {@code (code - zeroPoint) * scale}. A contraction of codes
 * with codes adds up exactly what 32-bit integers would: {@code sum = sum over k of (x - zeroPoint)
 * w}, so both tiers agree bit for bit; then {@code y = epilogue(sum * factor[j])} with one factor
 * for each output column, the product of the scales of {@code x} and {@code w}.
 *
 * <p>Weights have the zero point 0. Sums fit 32 bits up to {@link #MAX_DEPTH} products, which
 * {@code pack} checks.
 */
public interface Int8 {
  /** The longest sum whose products of {@code (x - zeroPoint) w} cannot overflow. */
  int MAX_DEPTH = Integer.MAX_VALUE / (255 * 128);

  /**
   * Codes of {@code x[rows, n]} with one step for all, {@code scale.length == 1}, or one for each
   * column; see {@link Requantization}.
   */
  void quantize(
      int rows,
      int n,
      float[] x,
      float[] scale,
      int zeroPoint,
      int min,
      int max,
      byte[] codes,
      Workspace workspace);

  /**
   * The straight-through gradient of {@link #quantize} (Bengio et al. 2013): {@code dx = dy} where
   * the nearest code is one of {@code min .. max}, and 0 where {@code x} was cut off.
   */
  void quantizeBackward(
      int rows,
      int n,
      float[] x,
      float[] scale,
      int zeroPoint,
      int min,
      int max,
      float[] dy,
      float[] dx,
      Workspace workspace);

  /** What the codes {@code [rows, n]} stand for; scales as in {@link #quantize}. */
  void dequantize(
      int rows, int n, byte[] codes, float[] scale, int zeroPoint, float[] y, Workspace workspace);

  /**
   * What symmetric codes of {@code x[rows, n]} stand for, with a step of each row's own: {@code y =
   * rint(x / step) step} with {@code step = max |x| / 127}, or 1 where that is no normal number.
   */
  void round(int rows, int n, float[] x, float[] y, Workspace workspace);

  /**
   * Packs the codes of weights {@code [k, n]}.
   *
   * @throws IllegalArgumentException if {@code k > MAX_DEPTH}
   */
  PackedCodes pack(int k, int n, byte[] w);

  /** {@code y[m, n] = epilogue(factor * (x - zeroPoint) w)} of codes {@code x[m, k]}. */
  void gemm(
      int m,
      byte[] x,
      int zeroPoint,
      PackedCodes w,
      float[] factor,
      Epilogue epilogue,
      float[] y,
      Workspace workspace);

  /** The same, written as codes. */
  void gemm(
      int m,
      byte[] x,
      int zeroPoint,
      PackedCodes w,
      float[] factor,
      Epilogue epilogue,
      Requantization requantization,
      byte[] y,
      Workspace workspace);

  /**
   * {@code y[m, n] = epilogue(factor * x w)} of floats {@code x[m, k]}: weights alone are codes. A
   * sum is one chain of fused multiply-adds over ascending {@code k}.
   */
  void gemm(
      int m,
      float[] x,
      PackedCodes w,
      float[] factor,
      Epilogue epilogue,
      float[] y,
      Workspace workspace);

  /**
   * {@code y[m, n] = epilogue(step * factor * codes w)} of floats {@code x[m, k]}, whose codes have
   * a step for each row, as in {@link #round}: sums are exact.
   */
  void roundedGemm(
      int m,
      float[] x,
      PackedCodes w,
      float[] factor,
      Epilogue epilogue,
      float[] y,
      Workspace workspace);

  /**
   * Packs the codes of weights {@code [kh, kw, c / groups, k]} for convolutions of this shape with
   * any {@code n}.
   *
   * @throws IllegalArgumentException if a patch has more than {@code MAX_DEPTH} values
   */
  PackedFilter pack(ConvShape shape, byte[] w);

  /** {@code y = epilogue(factor * (x - zeroPoint) * w)}; padding stands for the value 0. */
  void forward(
      ConvShape shape,
      byte[] x,
      int zeroPoint,
      PackedFilter w,
      float[] factor,
      Epilogue epilogue,
      float[] y,
      Workspace workspace);

  /** The same, written as codes. */
  void forward(
      ConvShape shape,
      byte[] x,
      int zeroPoint,
      PackedFilter w,
      float[] factor,
      Epilogue epilogue,
      Requantization requantization,
      byte[] y,
      Workspace workspace);

  /**
   * Checks the length of a sum.
   *
   * @throws IllegalArgumentException if it could overflow
   */
  static void requireDepth(int k) {
    if (k > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "sums of %d products of codes may not fit 32 bits: at most %d".formatted(k, MAX_DEPTH));
    }
  }
}
