package jacquard.kernels;

/** A convolution's weights, laid out as the tier and the algorithm that packed them read them. */
public interface PackedFilter {
  /** The memory that the packed form takes, in bytes. */
  long bytes();

  /** Whether {@link Convolution#forwardMaxPool} takes it. */
  default boolean fusesMaxPool() {
    return false;
  }
}
