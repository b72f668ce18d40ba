package jacquard.engine.io;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files made by hand, byte for byte. */
final class SafetensorsFiles {
  private SafetensorsFiles() {}

  /** A header as it stands, and that many bytes of data. */
  static byte[] of(String header, int dataBytes) {
    var bytes = header.getBytes(StandardCharsets.UTF_8);
    return of(bytes.length, bytes, dataBytes);
  }

  /** The same with a length that need not be the header's. */
  static byte[] of(long length, byte[] header, int dataBytes) {
    return ByteBuffer.allocate(8 + header.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(header)
        .array();
  }

  /** Tensors of every type, with values at the ends of their ranges. */
  static Safetensors sample() {
    var tensors = new LinkedHashMap<String, Tensor>();
    tensors.put("mask", Tensor.of(DType.BOOL, new byte[] {1, 0, 1}, 3));
    float[] values = {1.5f, -0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, 1e-30f};
    tensors.put("features.0.weight", Tensor.of(values, 2, 3));
    tensors.put("codes", Tensor.of(DType.INT8, new byte[] {-128, 127, 0, -1, 5}, 5));
    tensors.put("positions", Tensor.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 1, 2));
    tensors.put("scalar", Tensor.of(new int[] {Integer.MIN_VALUE}, new int[0]));
    tensors.put("nothing", Tensor.of(new float[0], 0, 4));
    tensors.put("bytes", Tensor.of(DType.UINT8, new byte[] {-1, 1}, 2));
    return new Safetensors(
        tensors, new LinkedHashMap<>(Map.of("note", "a \"quoted\" line\n\u00fc")));
  }
}
