package jacquard.optimize.quantize;

import jacquard.engine.op.Dequantize;
import jacquard.engine.op.Quantize;

/**
 * The values that codes stand for: {@code (code - zeroPoint) * scale}, from {@code min} to {@code
 * max}.
 *
 * @param scale the step, above 0
 * @param zeroPoint the code of 0
 * @param min the smallest code
 * @param max the largest code
 */
public record Grid(float scale, int zeroPoint, int min, int max) {
  private static final int STEPS = 255;

  /** The smallest symmetric grid of that many bits that holds {@code -limit .. limit}. */
  public static Grid symmetric(double limit, int bits) {
    int max = (1 << bits - 1) - 1;
    return new Grid(step(limit, max), 0, -max, max);
  }

  /** The smallest 8-bit grid that holds 0 and {@code low .. high}. */
  public static Grid affine(double low, double high) {
    double from = Math.min(low, 0);
    float scale = step(Math.max(high, 0) - from, STEPS);
    int zero =
        Math.clamp(Math.round(Byte.MIN_VALUE - from / scale), Byte.MIN_VALUE, Byte.MAX_VALUE);
    return new Grid(scale, zero, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  /** Where every value is 0 any step will do. */
  private static float step(double range, int steps) {
    float step = (float) (range / steps);
    return step >= Float.MIN_NORMAL ? step : 1;
  }

  /** The nearest value of the grid. */
  public float round(float x) {
    double code = Math.clamp(Math.rint(x / scale) + zeroPoint, min, max);
    return (float) (code - zeroPoint) * scale;
  }

  Quantize quantize() {
    return new Quantize(zeroPoint, min, max);
  }

  Dequantize dequantize() {
    return new Dequantize(zeroPoint);
  }
}
