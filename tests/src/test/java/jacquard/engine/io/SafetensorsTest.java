package jacquard.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.Mutations;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void everyTypeComesBackInTheSameBits() {
    var written = SafetensorsFiles.sample();
    var read = writeAndRead(written);

    assertThat(read.metadata()).isEqualTo(written.metadata());
    assertThat(read.tensors().keySet()).containsExactlyElementsOf(written.tensors().keySet());
    written.tensors().forEach((name, tensor) -> assertSame(tensor, read.tensors().get(name)));
  }

  @Test
  void tensorsLargerThanTheBufferComeBack() {
    var random = new Random(1);
    var floats = new float[100_003];
    for (int i = 0; i < floats.length; i++) floats[i] = random.nextFloat();
    var bytes = new byte[70_001];
    random.nextBytes(bytes);
    var tensors = new LinkedHashMap<String, Tensor>();
    tensors.put("bytes", Tensor.of(DType.INT8, bytes, bytes.length));
    tensors.put("floats", Tensor.of(floats, floats.length));

    var read = writeAndRead(new Safetensors(tensors, new LinkedHashMap<>()));

    assertThat(read.tensors().get("floats").floats()).isEqualTo(floats);
    assertThat(read.tensors().get("bytes").bytes()).isEqualTo(bytes);
  }

  /** The published layout: length, JSON, spaces up to a multiple of 8, elements. */
  @Test
  void theBytesAreThoseOfTheFormat() throws IOException {
    var tensors = new LinkedHashMap<String, Tensor>();
    tensors.put("b", Tensor.of(DType.UINT8, new byte[] {7}, 1));
    tensors.put("a", Tensor.of(new float[] {1, -2}, 2));
    var file = folder.resolve("file");
    new Safetensors(tensors, new LinkedHashMap<>(Map.of("k", "v"))).write(file);

    var json =
        "{\"__metadata__\":{\"k\":\"v\"},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[8,9]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    var header = (json + " ".repeat(-json.length() & 7)).getBytes();
    var expected =
        ByteBuffer.wrap(SafetensorsFiles.of(header.length, header, 9))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(8 + header.length, 1)
            .putFloat(12 + header.length, -2)
            .put(16 + header.length, (byte) 7);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
  }

  @Test
  void equalContentGivesEqualBytes() throws IOException {
    var first = folder.resolve("first");
    var second = folder.resolve("second");
    SafetensorsFiles.sample().write(first);
    Safetensors.read(first).write(second);
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void refusesLengthsThatTheFileCannotHold() {
    refuses(new byte[0], "too short");
    refuses(new byte[7], "too short");
    refuses(SafetensorsFiles.of(3, new byte[] {'{', '}'}, 0), "header of 3 bytes cannot");
    refuses(SafetensorsFiles.of(-1, new byte[] {'{', '}'}, 0), "18446744073709551615 bytes");
    refuses(SafetensorsFiles.of(1L << 60, new byte[] {'{', '}'}, 0), "cannot be in it");
  }

  @Test
  void refusesHeadersThatAreNotJson() {
    refuses(SafetensorsFiles.of("", 4), "not JSON");
    refuses(SafetensorsFiles.of(" {}", 0), "not JSON");
    refuses(SafetensorsFiles.of("[]", 0), "not JSON");
    refuses(SafetensorsFiles.of("{\"a\":", 0), "not valid JSON");
    refuses(SafetensorsFiles.of("{} {}", 0), "more text follows");
    refuses(SafetensorsFiles.of(3, new byte[] {'{', (byte) 0xFF, '}'}, 0), "not UTF-8");
    refuses(SafetensorsFiles.of("{\"a\":" + "[".repeat(100), 0), "not valid JSON");
    refuses(SafetensorsFiles.of("{\"a\":[" + "1,".repeat(1_000_000) + "1]}", 0), "not valid JSON");
  }

  @Test
  void refusesTensorsThatAreNotDescribedWell() {
    refuses(tensor("F32", "[1]", "[0,4]") + "," + tensor("F32", "[1]", "[4,8]"), 8, "'a' twice");
    refuses(tensor("F16", "[2]", "[0,4]"), 4, "'F16' is not a type that Jacquard reads");
    refuses(tensor("F32", "[-1]", "[0,4]"), 4, "negative dimension");
    refuses(tensor("F32", "[1.5]", "[0,4]"), 4, "expected an integer");
    refuses(tensor("F32", "[4294967297]", "[0,4]"), 4, "integer of 32 bits");
    refuses(tensor("F32", "[1e30]", "[0,4]"), 4, "integer of 64 bits");
    refuses(tensor("F32", "[65536,65536,65536,65536]", "[0,0]"), 0, "more than 2^31");
    refuses(tensor("F32", "[\"1\"]", "[0,4]"), 4, "expected an integer");
    refuses(tensor("F32", "{}", "[0,4]"), 4, "expected a list");
    refuses(tensor("F32", "[1]", "[0]"), 4, "not two numbers");
    refuses(tensor("F32", "[1]", "[-4,0]"), 4, "needs 4 bytes");
    refuses(tensor("F32", "[1]", "[4,0]"), 4, "needs 4 bytes");
    refuses(tensor("F32", "[1]", "[0,5]"), 5, "needs 4 bytes");
    refuses("\"a\":{\"dtype\":\"F32\",\"shape\":[1]}", 4, "no 'data_offsets'");
    refuses("\"a\":7", 4, "expected an object");
    refuses("\"__metadata__\":{\"k\":1}", 0, "expected a string");
    refuses("\"__metadata__\":null", 0, "expected an object");
  }

  @Test
  void refusesBytesThatBelongToNoTensorOrToTwo() {
    refuses(tensor("F32", "[1]", "[4,8]"), 8, "begins at byte 4");
    refuses(tensor("F32", "[2]", "[0,8]") + ",\"b\"" + other("[4,8]"), 8, "begins at byte 4");
    refuses(tensor("F32", "[1]", "[0,4]") + ",\"b\"" + other("[8,12]"), 12, "begins at byte 8");
    refuses(tensor("F32", "[1]", "[0,4]"), 5, "need 4 bytes, and 5 are there");
    refuses(tensor("F32", "[1]", "[0,4]"), 3, "need 4 bytes, and 3 are there");
    refuses("", 1, "need 0 bytes, and 1 are there");
    refuses(tensor("F32", "[1000000]", "[0,4000000]"), 8, "and 8 are there");
  }

  @Test
  void refusesBooleansThatAreNeitherZeroNorOne() {
    var file = SafetensorsFiles.of("{" + tensor("BOOL", "[1]", "[0,1]") + "}", 1);
    file[file.length - 1] = 2;
    refuses(file, "holds 2");
  }

  @Test
  void aNameFromTheFileCannotBreakTheMessage() {
    var evil = "\"" + "\\u001b[2J\\n".repeat(100) + "\":7";
    assertThatThrownBy(() -> read(SafetensorsFiles.of("{" + evil + "}", 0)))
        .isInstanceOf(ModelFileException.class)
        .message()
        .hasSizeLessThan(600)
        .doesNotContain("\n", "\u001b");
  }

  @Test
  void refusesFoldersAndMissingFiles() {
    assertThatThrownBy(() -> Safetensors.read(folder))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(folder + ": ");
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("missing")))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void noTensorTakesTheNameOfTheMetadata() {
    var tensors = new LinkedHashMap<>(Map.of("__metadata__", Tensor.zeros(Shape.SCALAR)));
    assertThatThrownBy(() -> new Safetensors(tensors, new LinkedHashMap<>()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void survivesDamagedFiles() throws IOException {
    var file = folder.resolve("mutated");
    SafetensorsFiles.sample().write(file);
    var good = Files.readAllBytes(file);
    var mutations = new Mutations(file, 1 << 20, ModelFileException.class);

    assertThat(mutations.survive(good, 7, Safetensors::read)).isGreaterThan(Mutations.COUNT / 3);
    assertThat(mutations.survive(random -> digits(good, random), 8, Safetensors::read))
        .isGreaterThan(Mutations.COUNT / 3);
  }

  /** Other numbers in the header, which stays well formed. */
  private static byte[] digits(byte[] good, Random random) {
    var bytes = good.clone();
    int header = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
    for (int changes = 0; changes < 3; ) {
      int i = 8 + random.nextInt(header);
      if (bytes[i] < '0' || bytes[i] > '9') continue;
      bytes[i] = (byte) ('0' + random.nextInt(10));
      changes++;
    }
    return bytes;
  }

  private static String tensor(String dtype, String shape, String offsets) {
    return "\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(dtype, shape, offsets);
  }

  private static String other(String offsets) {
    return ":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":" + offsets + "}";
  }

  private Safetensors writeAndRead(Safetensors content) {
    var file = folder.resolve("file");
    content.write(file);
    return Safetensors.read(file);
  }

  private Safetensors read(byte[] content) throws IOException {
    return Safetensors.read(Files.write(folder.resolve("file"), content));
  }

  private void refuses(String header, int dataBytes, String reason) {
    refuses(SafetensorsFiles.of("{" + header + "}", dataBytes), reason);
  }

  private void refuses(byte[] content, String reason) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(folder.resolve("file") + ": ")
        .hasMessageContaining(reason)
        .message()
        .hasLineCount(1);
  }

  private static void assertSame(Tensor expected, Tensor actual) {
    assertThat(actual).hasToString(expected.toString());
    switch (expected.array()) {
      case float[] floats -> // the bits: NaN and -0 too
          assertThat(bits(actual.floats())).isEqualTo(bits(floats));
      case byte[] bytes -> assertThat(actual.bytes()).isEqualTo(bytes);
      case int[] ints -> assertThat(actual.ints()).isEqualTo(ints);
      default -> assertThat(actual.longs()).isEqualTo(expected.longs());
    }
  }

  private static int[] bits(float[] values) {
    var bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }
}
