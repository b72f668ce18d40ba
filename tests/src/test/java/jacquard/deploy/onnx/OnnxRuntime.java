package jacquard.deploy.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The reference: ONNX Runtime on one thread, each operator as the standard has it. */
final class OnnxRuntime implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
  private final OrtSession session;

  OnnxRuntime(byte[] model) throws OrtException {
    // Its optimiser computes with quantised weights in fewer bits than the operators say.
    this(model, OptLevel.NO_OPT);
  }

  OnnxRuntime(byte[] model, OptLevel level) throws OrtException {
    options.setIntraOpNumThreads(1);
    options.setOptimizationLevel(level);
    session = environment.createSession(model, options);
  }

  /** Runs a model of float outputs. */
  Map<String, float[]> run(Map<String, Tensor> inputs) throws OrtException {
    var given = new LinkedHashMap<String, OnnxTensor>();
    try {
      for (var input : inputs.entrySet()) given.put(input.getKey(), tensor(input.getValue()));
      try (var result = session.run(given)) {
        var outputs = new LinkedHashMap<String, float[]>();
        for (var output : result) {
          var buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
          var values = new float[buffer.remaining()];
          buffer.get(values);
          outputs.put(output.getKey(), values);
        }
        return outputs;
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(Tensor tensor) throws OrtException {
    var shape = Arrays.stream(tensor.shape().dims()).asLongStream().toArray();
    if (tensor.dtype() == DType.INT64) {
      return OnnxTensor.createTensor(environment, LongBuffer.wrap(tensor.longs()), shape);
    }
    if (tensor.dtype() == DType.INT32) {
      return OnnxTensor.createTensor(environment, IntBuffer.wrap(tensor.ints()), shape);
    }
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(tensor.floats()), shape);
  }

  @Override
  public void close() throws OrtException {
    session.close();
    options.close();
  }
}
