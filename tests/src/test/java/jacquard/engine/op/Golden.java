package jacquard.engine.op;

import java.io.IOException;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** PyTorch's figures, and the formula of {@code golden_formula.py} that made their inputs. */
public final class Golden {
  private Golden() {}

  /** A file of figures, for example {@code "golden-ops.json"}. */
  public static JsonNode read(String name) {
    try (var file = Golden.class.getResourceAsStream("/jacquard/golden/" + name)) {
      return new JsonMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Uniform in {@code [offset - bound, offset + bound)}. */
  public static float[] values(int seed, int n, float bound, float offset) {
    var values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = ((hash(seed, i) >>> 8) - (1 << 23)) * 0x1p-23f * bound + offset;
    }
    return values;
  }

  /** Integers in {@code [0, classes)}. */
  public static int[] integers(int seed, int n, int classes) {
    var integers = new int[n];
    for (int i = 0; i < n; i++) integers[i] = (hash(seed, i) >>> 8) % classes;
    return integers;
  }

  static int hash(int seed, int index) {
    return mix(mix(seed) + index * 0x9E3779B9);
  }

  /** The finaliser of MurmurHash3. */
  private static int mix(int h) {
    h ^= h >>> 16;
    h *= 0x85EBCA6B;
    h ^= h >>> 13;
    h *= 0xC2B2AE35;
    return h ^ (h >>> 16);
  }

  /** The numbers of a JSON array. */
  public static float[] floats(JsonNode array) {
    var values = new float[array.size()];
    for (int i = 0; i < values.length; i++) values[i] = array.get(i).floatValue();
    return values;
  }

  /** The integers of a JSON array. */
  public static int[] ints(JsonNode array) {
    var values = new int[array.size()];
    for (int i = 0; i < values.length; i++) values[i] = array.get(i).intValue();
    return values;
  }
}
