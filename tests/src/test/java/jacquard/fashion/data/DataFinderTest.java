package jacquard.fashion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.kernels.Parallel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFinderTest {
  /** Nobody listens on the port for discarded bytes. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/");

  @TempDir Path folder;

  @Test
  void theNamedFolderComesFirst() throws IOException {
    var named = IdxFiles.headersOnly(folder.resolve("named"));
    IdxFiles.headersOnly(folder.resolve("cache"));
    var data = finder(folder.resolve("missing").toString()).find(named.toString());
    assertThat(data.source().description()).isEqualTo("Fashion-MNIST, from " + named + " (--data)");
    assertThat(data.source().isGenerated()).isFalse();
  }

  @Test
  void thenTheVariable() throws IOException {
    var variable = IdxFiles.headersOnly(folder.resolve("variable"));
    IdxFiles.headersOnly(folder.resolve("cache"));
    assertThat(finder(variable.toString()).find(null).source().description())
        .isEqualTo("Fashion-MNIST, from " + variable + " (JACQUARD_DATA)");
  }

  @Test
  void thenTheCache() throws IOException {
    var cache = IdxFiles.headersOnly(folder.resolve("cache"));
    assertThat(finder("").find(null).source())
        .isEqualTo(new DataSource("fashion-mnist", "Fashion-MNIST, cached in " + cache));
  }

  @Test
  void thenTheGeneratedSetWithTheReason() {
    var source = finder("").find(null).source();
    assertThat(source.isGenerated()).isTrue();
    assertThat(source.name()).isEqualTo("generated");
    assertThat(source.description())
        .contains("NOT Fashion-MNIST")
        .contains("train-images-idx3-ubyte.gz failed: no connection");
  }

  @Test
  void theGeneratedSetCanBeAskedFor() throws IOException {
    IdxFiles.headersOnly(folder.resolve("cache"));
    assertThat(finder("").find("generated").source().description()).contains("asked for by --data");
    assertThat(finder("generated").find(null).source().description())
        .contains("asked for by JACQUARD_DATA");
  }

  @Test
  void aNamedFolderThatIsBadIsAnErrorNotAReasonToLookElsewhere() throws IOException {
    IdxFiles.headersOnly(folder.resolve("cache"));
    var missing = folder.resolve("missing").toString();
    refuses(finder(""), missing, missing + " (--data) is not a folder");
    refuses(finder(missing), null, missing + " (JACQUARD_DATA) is not a folder");
    refuses(finder(""), "a\0b", "is not the name of a folder: Nul character");
    refuses(finder(""), folder.toString(), "(--data) has no train-images-idx3-ubyte.gz");
  }

  @Test
  void swappedFilesAreFoundBeforeAnythingIsRead() throws IOException {
    var images = IdxFiles.headersOnly(folder.resolve("images"));
    swap(images, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
    refuses(finder(""), images.toString(), "holds labels where images are expected: files seem");
    var parts = IdxFiles.headersOnly(folder.resolve("parts"));
    Files.delete(parts.resolve("train-images-idx3-ubyte.gz"));
    Files.copy(parts.resolve("t10k-images-idx3-ubyte"), parts.resolve("train-images.idx3-ubyte"));
    refuses(finder(""), parts.toString(), "holds 10000 images where 60000 are expected: training");
  }

  @Test
  void truncatedAndChangedFilesAreFoundWhenRead() throws IOException {
    var named = IdxFiles.headersOnly(folder.resolve("named"));
    var truncated = finder("").find(named.toString());
    assertThatThrownBy(truncated::training)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("train-images-idx3-ubyte.gz is truncated: it ends after 16 of");
    assertThatThrownBy(() -> truncated.test().images())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("t10k-images-idx3-ubyte is truncated: it ends after 16 of 7840016");
    var labels = IdxFiles.labels(10_000, new byte[10_000]);
    IdxFiles.write(named, "t10k-labels-idx1-ubyte", labels);
    assertThatThrownBy(() -> truncated.test().labelsForTheLastLine())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("damaged or not the published file: the SHA-256");
  }

  @Test
  void theCacheFolderIsTheOneOfTheSystem() {
    var home = Path.of("home");
    assertThat(DataFinder.cacheFolder("Linux", Map.of(), home))
        .isEqualTo(Path.of("home/.cache/jacquard/fashion-mnist"));
    assertThat(DataFinder.cacheFolder("Linux", Map.of("XDG_CACHE_HOME", "xdg"), home))
        .isEqualTo(Path.of("xdg/jacquard/fashion-mnist"));
    assertThat(DataFinder.cacheFolder("Mac OS X", Map.of("XDG_CACHE_HOME", "xdg"), home))
        .isEqualTo(Path.of("home/Library/Caches/jacquard/fashion-mnist"));
    assertThat(DataFinder.cacheFolder("Windows 11", Map.of("LOCALAPPDATA", "local"), home))
        .isEqualTo(Path.of("local/jacquard/fashion-mnist"));
  }

  private DataFinder finder(String variable) {
    return new DataFinder(
        Map.of("JACQUARD_DATA", variable),
        folder.resolve("cache"),
        NOWHERE,
        DownloadProgress.silent(),
        Parallel.inline());
  }

  private static void refuses(DataFinder finder, String data, String reason) {
    assertThatThrownBy(() -> finder.find(data))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason);
  }

  private static void swap(Path folder, String a, String b) throws IOException {
    Files.move(folder.resolve(a), folder.resolve("aside"));
    Files.move(folder.resolve(b), folder.resolve(a));
    Files.move(folder.resolve("aside"), folder.resolve(b));
  }
}
