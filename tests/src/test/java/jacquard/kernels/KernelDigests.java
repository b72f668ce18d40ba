package jacquard.kernels;

import jacquard.kernels.vector.VectorTier;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** A checksum of the bits that every vector kernel leaves behind; a program for other JVMs. */
final class KernelDigests {
  private static final int[] SIZES = {1, 7, 16, 17, 33, 61};

  private KernelDigests() {}

  public static void main(String[] args) {
    System.out.println("lanes=" + new VectorTier().description());
    compute().forEach((kernel, digest) -> System.out.println(kernel + "=" + digest));
  }

  static TreeMap<String, Long> compute() {
    var tier = new VectorTier();
    var digests = new TreeMap<String, Long>();
    KernelCases.ALL.forEach((kernel, test) -> {
      var crc = new CRC32();
      for (int size : SIZES) {
        var call = test.setup().prepare(new Random(size), size);
        call.action().run(tier, Workspace.inline());
        for (var output : call.outputs()) update(crc, output);
      }
      digests.put(kernel, crc.getValue());
    });
    return digests;
  }

  private static void update(CRC32 crc, float[] values) {
    var bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    crc.update(bytes);
  }
}
