package jacquard.optimize.factorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.Mutations;
import jacquard.engine.graph.Graph;
import jacquard.engine.io.ModelFile;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.io.ModelInfo;
import jacquard.kernels.Parallel;
import jacquard.optimize.Trained;
import jacquard.optimize.prune.Masks;
import jacquard.optimize.prune.PruningConfig;
import jacquard.optimize.prune.PruningConfig.Granularity;
import jacquard.optimize.quantize.QuantizationConfig;
import jacquard.optimize.quantize.Quantizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactFileTest {
  private static final ModelInfo INFO =
      new ModelInfo("small", List.of(), new float[0], new float[0], Map.of("epochs", "3"));
  private static final Graph MLP = Trained.mlp();

  @TempDir private Path folder;

  private static Graph compressed() {
    var masks = Masks.of(MLP);
    masks.prune(PruningConfig.of(Granularity.WEIGHT), 0.9);
    return WeightSharing.of(masks.bake(), 16).graph();
  }

  private void assertComesBack(Graph graph, Path file) {
    CompactFile.save(file, graph, INFO);
    var loaded = CompactFile.load(file);
    assertThat(loaded.info().name()).isEqualTo("small");
    assertThat(loaded.info().extras()).containsEntry("epochs", "3");
    assertThat(loaded.graph().nodes()).isEqualTo(graph.nodes());
    graph
        .parameters()
        .forEach((name, p) ->
            assertThat(loaded.graph().parameters().get(name).floats()).isEqualTo(p.floats()));
    graph
        .buffers()
        .forEach((name, b) ->
            assertThat(loaded.graph().buffers().get(name).array()).isEqualTo(b.array()));
  }

  @Test
  void everyBitComesBackWhateverTheModel() {
    var codes =
        Quantizer.quantize(MLP, Trained.TRAINING, QuantizationConfig.DEFAULT, Parallel.inline());
    for (var graph : List.of(MLP, Trained.cnn(), compressed(), Quantizer.freeze(codes.graph()))) {
      assertComesBack(graph, folder.resolve("model"));
    }
  }

  @Test
  void prunedAndSharedWeightsAreSmall() throws IOException {
    var plain = folder.resolve("plain");
    ModelFile.save(plain, MLP, INFO);
    long bytes = CompactFile.save(folder.resolve("compact"), compressed(), INFO);
    assertThat(bytes).isEqualTo(Files.size(folder.resolve("compact")));
    assertThat(bytes).isLessThan(Files.size(plain) / 9); // names and biases are half of it
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    var good = bytes();
    var mutations = new Mutations(folder.resolve("mutated"), 256 << 20, ModelFileException.class);
    int refused = mutations.survive(good, 1, CompactFile::load);
    assertThat(refused).isGreaterThan(Mutations.COUNT * 98 / 100); // a change may change nothing
  }

  /** With a right checksum the damage reaches everything behind it. */
  @Test
  void hostileFilesAreRefusedOrRead() throws IOException {
    var good = bytes();
    var mutations = new Mutations(folder.resolve("mutated"), 256 << 20, ModelFileException.class);
    mutations.survive(random -> hostile(good, random), 2, CompactFile::load);
  }

  private byte[] bytes() throws IOException {
    var file = folder.resolve("good");
    CompactFile.save(file, compressed(), INFO);
    return Files.readAllBytes(file);
  }

  private static byte[] hostile(byte[] good, Random random) {
    var bytes = good.clone();
    int directory = 16 + ByteBuffer.wrap(good).getInt(12);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int reach = random.nextBoolean() ? directory + 200 : bytes.length;
      bytes[12 + random.nextInt(Math.min(reach, bytes.length) - 12)] = (byte) random.nextInt(256);
    }
    var crc = new CRC32();
    crc.update(bytes, 12, bytes.length - 12);
    ByteBuffer.wrap(bytes).putInt(8, (int) crc.getValue());
    return bytes;
  }

  @Test
  void otherFilesAreNamedSo() throws IOException {
    var file = folder.resolve("other");
    ModelFile.save(file, MLP, INFO);
    assertThatThrownBy(() -> CompactFile.load(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("another kind of file");
    assertThatThrownBy(() -> CompactFile.load(folder.resolve("none")))
        .isInstanceOf(ModelFileException.class);
  }
}
