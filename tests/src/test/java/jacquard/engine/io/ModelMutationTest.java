package jacquard.engine.io;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import jacquard.Mutations;
import jacquard.engine.nn.Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged models are read, compiled and asked; none may crash, hang or take all memory. */
class ModelMutationTest {
  private static final List<Object> HOSTILE =
      Arrays.asList(
          -1,
          0,
          1,
          2,
          7,
          1 << 20,
          Integer.MAX_VALUE,
          Integer.MIN_VALUE,
          new BigDecimal("1e400"),
          0.5,
          -1e-3,
          "",
          "NaN",
          "input",
          "6.weight",
          "IDENTITY",
          true,
          List.of(),
          List.of(-1, 2),
          Map.of(),
          null);

  @TempDir Path folder;
  private Path good;
  private Mutations mutations;

  @BeforeEach
  void saveAModel() {
    good = folder.resolve("good");
    ModelFile.save(good, Models.graph(Models.cnn(1)), Models.INFO);
    mutations = new Mutations(folder.resolve("mutated"), 64 << 20, ModelFileException.class);
  }

  @Test
  void damagedBytesAreRefusedOrHarmless() throws IOException {
    int refused = mutations.survive(Files.readAllBytes(good), 11, ModelMutationTest::use);
    assertThat(refused).isGreaterThan(Mutations.COUNT / 3);
  }

  @Test
  void hostileGraphsAreRefusedOrHarmless() throws IOException {
    assertThat(survive("jacquard.graph", 12, Models.cnn(1))).isGreaterThan(Mutations.COUNT / 3);
    assertThat(survive("jacquard.graph", 13, Models.custom(1))).isGreaterThan(Mutations.COUNT / 3);
  }

  @Test
  void hostileInfosAreRefusedOrHarmless() throws IOException {
    assertThat(survive("jacquard.model", 14, Models.cnn(1))).isGreaterThan(Mutations.COUNT / 3);
  }

  private static void use(Path file) {
    var predictor = Predictor.load(file, Models.Squash.class);
    var pixels = new float[predictor.sampleShape().size()];
    Arrays.fill(pixels, 0.5f);
    assertThat(predictor.predict(pixels).candidates()).isNotEmpty();
  }

  /** Well-formed files whose JSON says something else in one to three places. */
  private int survive(String key, long seed, Module model) throws IOException {
    var content = ModelFile.content(Models.graph(model), Models.INFO);
    return mutations.survive(
        random -> {
          var metadata = new LinkedHashMap<>(content.metadata());
          Object tree = Json.parse(key, metadata.get(key)).value();
          for (int i = random.nextInt(3); i >= 0; i--) tree = mutate(tree, random);
          metadata.put(key, Json.write(tree));
          return bytes(new Safetensors(new LinkedHashMap<>(content.tensors()), metadata));
        },
        seed,
        ModelMutationTest::use);
  }

  /** Without waiting for the disk, unlike {@link Safetensors#write(Path)}. */
  private byte[] bytes(Safetensors content) {
    try (var channel = FileChannel.open(good, WRITE, TRUNCATE_EXISTING)) {
      content.write(channel);
      return Files.readAllBytes(good);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes down the tree at random; where it stops, something is replaced, removed or doubled. */
  private static Object mutate(Object tree, Random random) {
    return switch (tree) {
      case Map<?, ?> map when !map.isEmpty() && random.nextInt(8) > 0 -> {
        var changed = new LinkedHashMap<Object, Object>(map);
        var key = new ArrayList<>(map.keySet()).get(random.nextInt(map.size()));
        if (random.nextInt(10) == 0) changed.remove(key);
        else changed.put(key, mutate(map.get(key), random));
        yield changed;
      }
      case List<?> list when !list.isEmpty() && random.nextInt(8) > 0 -> {
        var changed = new ArrayList<Object>(list);
        int i = random.nextInt(list.size());
        switch (random.nextInt(8)) {
          case 0 -> changed.remove(i);
          case 1 -> changed.add(list.get(i));
          default -> changed.set(i, mutate(list.get(i), random));
        }
        yield changed;
      }
      case null, default -> HOSTILE.get(random.nextInt(HOSTILE.size()));
    };
  }
}
