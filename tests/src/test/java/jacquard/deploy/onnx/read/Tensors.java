package jacquard.deploy.onnx.read;

import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.engine.tensor.Tensor;

/** Lets other tests read tensors. */
public final class Tensors {
  private Tensors() {}

  /** A tensor without external data. */
  public static Tensor read(TensorProto proto) {
    return new TensorReader(new ExternalData(null)).read(proto);
  }
}
