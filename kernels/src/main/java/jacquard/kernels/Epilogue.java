package jacquard.kernels;

/**
 * What is done to a contraction's output while it is still in registers: {@code activation(c[i][j]
 * + bias[biasOffset + j])}.
 *
 * @param bias one value per output column, or {@code null}
 * @param biasOffset where the first column's value stands
 * @param activation one of {@code IDENTITY, RELU, LEAKY_RELU, GELU, SILU, SIGMOID, TANH}
 * @param alpha the activation's parameter
 */
public record Epilogue(float[] bias, int biasOffset, Unary activation, float alpha) {
  /** Nothing is done. */
  public static final Epilogue NONE = new Epilogue(null, 0, Unary.IDENTITY, 0);

  /** Adds a bias. */
  public static Epilogue bias(float[] bias) {
    return new Epilogue(bias, 0, Unary.IDENTITY, 0);
  }

  /** Adds a bias ({@code null}: none), then applies an activation. */
  public static Epilogue of(float[] bias, Unary activation, float alpha) {
    return new Epilogue(bias, 0, activation, alpha);
  }
}
