package jacquard.fashion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jacquard.kernels.Parallel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real files, where {@code JACQUARD_DATA} names them. */
class FashionMnistTest {
  @TempDir Path folder;

  @Test
  void theRealSetIsReadAndSplit() {
    var data = real();
    assertThat(data.training().counts()).containsOnly(5_500);
    assertThat(data.validation().counts()).containsOnly(500);
    assertThat(data.test().images()).hasSize(10_000 * 784);
    assertThat(new LabeledImages(data.test().images(), data.test().labelsForTheLastLine()).counts())
        .containsOnly(1_000);
    assertThat(data.source().name()).isEqualTo("fashion-mnist");
  }

  @Test
  void thePublishedMeanAndDeviationAreThoseOfTheTrainingPixels() {
    var data = real();
    double sum = 0;
    double squares = 0;
    for (var part : new LabeledImages[] {data.training(), data.validation()}) {
      for (byte pixel : part.images()) {
        double value = (pixel & 0xFF) / 255.0;
        sum += value;
        squares += value * value;
      }
    }
    double mean = sum / (60_000 * 784);
    assertThat(mean).isCloseTo(FashionMnist.MEAN, within(1e-4));
    assertThat(Math.sqrt(squares / (60_000 * 784) - mean * mean))
        .isCloseTo(FashionMnist.DEVIATION, within(1e-4));
  }

  @Test
  void testLabelsAreNotTouchedUntilAskedFor() throws Exception {
    var copy = copyOfRealFiles();
    var data = find(copy.toString());
    Files.delete(copy.resolve("t10k-labels-idx1-ubyte.gz"));
    assertThat(data.test().images()).hasSize(10_000 * 784);
    assertThatThrownBy(() -> data.test().labelsForTheLastLine())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("t10k-labels-idx1-ubyte.gz does not exist");
  }

  @Test
  void labelsOfTheTwoPartsCannotBeExchangedUnseen() throws Exception {
    var copy = copyOfRealFiles();
    var labels = copy.resolve("t10k-labels-idx1-ubyte.gz");
    byte[] wrong = IdxFiles.labels(10_000, IdxFiles.random(10_000, 10, 1));
    Files.write(labels, wrong);
    assertThatThrownBy(() -> find(copy.toString()).test().labelsForTheLastLine())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("damaged or not the published file");
  }

  @Test
  void theGeneratedSetHasTheSameForm() {
    var data = find("generated");
    assertThat(data.test().size()).isEqualTo(10_000);
    assertThat(data.test().images()).hasSize(10_000 * 784);
    assertThat(data.test().labelsForTheLastLine()).hasSize(10_000);
    assertThat(data.source().isGenerated()).isTrue();
  }

  private static Path realFolder() {
    var folder = System.getenv(DataFinder.VARIABLE);
    assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)),
        "JACQUARD_DATA names no folder with the real Fashion-MNIST");
    return Path.of(folder);
  }

  private static FashionMnist real() {
    return find(realFolder().toString());
  }

  private Path copyOfRealFiles() throws Exception {
    var from = realFolder();
    for (var part : IdxFolder.Part.values()) {
      var file = new IdxFolder(from).find(part).orElseThrow();
      Files.copy(file, folder.resolve(part.published()));
    }
    return folder;
  }

  private static FashionMnist find(String data) {
    return new DataFinder(
            Map.of(),
            Path.of("never"),
            FashionMnist.ADDRESS,
            DownloadProgress.silent(),
            Parallel.inline())
        .find(data);
  }
}
