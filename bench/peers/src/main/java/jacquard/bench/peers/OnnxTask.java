package jacquard.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import jacquard.bench.contender.Task;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A session of ONNX Runtime with its inputs and output bound. */
final class OnnxTask implements Task {
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Map<String, OnnxValue> outputs;
  private final FloatBuffer result;
  private final UnaryOperator<float[]> toOurLayout;

  OnnxTask(
      byte[] model,
      int threads,
      int resultLength,
      UnaryOperator<float[]> toOurLayout,
      float[]... values) {
    this.toOurLayout = toOurLayout;
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      session = OrtEnvironment.getEnvironment().createSession(model, options);
      int index = 0;
      for (var entry : session.getInputInfo().entrySet()) {
        var buffer = direct(values[index].length).put(values[index++]).rewind();
        inputs.put(entry.getKey(), tensor(buffer, entry.getValue().getInfo()));
      }
      result = direct(resultLength);
      var output = session.getOutputInfo().entrySet().iterator().next();
      outputs = Map.of(output.getKey(), tensor(result, output.getValue().getInfo()));
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FloatBuffer direct(int length) {
    return ByteBuffer.allocateDirect(Float.BYTES * length)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static OnnxTensor tensor(FloatBuffer buffer, Object info) throws OrtException {
    var shape = ((TensorInfo) info).getShape();
    long known = Arrays.stream(shape).filter(dim -> dim > 0).reduce(1, (a, b) -> a * b);
    if (shape[0] < 0) shape[0] = buffer.capacity() / known; // an open batch
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, shape);
  }

  @Override
  public void run() {
    try (var _ = session.run(inputs, Set.of(), outputs)) {
      // What was run wrote to the pinned output.
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public float[] output() {
    var values = new float[result.capacity()];
    result.get(0, values);
    return toOurLayout.apply(values);
  }

  @Override
  public void close() {
    try {
      inputs.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxValue::close);
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
