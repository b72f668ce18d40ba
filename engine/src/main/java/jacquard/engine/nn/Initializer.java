package jacquard.engine.nn;

import jacquard.kernels.Philox;
import java.util.Arrays;

/** How a parameter's initial values are drawn. */
@FunctionalInterface
public interface Initializer {
  /** Overwrites all values. */
  void fill(float[] values, Philox random);

  /** Zeros. */
  Initializer ZEROS = (values, _) -> Arrays.fill(values, 0f);

  /** Ones. */
  Initializer ONES = (values, _) -> Arrays.fill(values, 1f);

  /** Uniform in {@code [-bound, bound)}. */
  static Initializer uniform(double bound) {
    return (values, random) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((2.0 * random.nextFloat() - 1) * bound);
      }
    };
  }

  /** Normal with mean 0. */
  static Initializer normal(double deviation) {
    return (values, random) -> {
      for (int i = 0; i < values.length; i++)
        values[i] = (float) (random.nextGaussian() * deviation);
    };
  }

  /**
   * PyTorch's default for linear and convolution layers: uniform within {@code 1 / sqrt(fanIn)}.
   */
  static Initializer torchDefault(int fanIn) {
    return uniform(1 / Math.sqrt(fanIn));
  }

  /** Normal with variance {@code 2 / fanIn}, for ReLU (He et al. 2015, section 2.2). */
  static Initializer kaimingNormal(int fanIn) {
    return normal(Math.sqrt(2.0 / fanIn));
  }

  /** Uniform with variance {@code 2 / fanIn}, for ReLU (He et al. 2015, section 2.2). */
  static Initializer kaimingUniform(int fanIn) {
    return uniform(Math.sqrt(6.0 / fanIn));
  }

  /** Uniform with variance {@code 2 / (fanIn + fanOut)} (Glorot and Bengio 2010, equation 16). */
  static Initializer xavierUniform(int fanIn, int fanOut) {
    return uniform(Math.sqrt(6.0 / (fanIn + fanOut)));
  }
}
