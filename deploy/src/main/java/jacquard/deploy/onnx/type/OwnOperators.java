package jacquard.deploy.onnx.type;

/** What ONNX has no operator for, and files of ours define as functions. */
public final class OwnOperators {
  /** Where the names belong to. */
  public static final String DOMAIN = "jacquard";

  /** The only version of the domain. */
  public static final int VERSION = 1;

  /** Rounds each sample to steps of its own: the engine's op of that name. */
  public static final String DYNAMIC_QUANTIZE = "DynamicQuantize";

  private OwnOperators() {}
}
