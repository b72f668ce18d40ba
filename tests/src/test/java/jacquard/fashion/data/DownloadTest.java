package jacquard.fashion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final int ITEMS = 100;
  private static final byte[] LABELS = IdxFiles.random(ITEMS, 10, 1);
  private static final byte[] FILE = IdxFiles.gzip(IdxFiles.labels(ITEMS, LABELS));

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void storesTheFileAndTellsHowFarItIs() throws IOException {
    serve(exchange -> answer(exchange, 200, FILE));
    var seen = new ArrayList<String>();
    try (var download = download((file, bytes, total) -> seen.add(file + bytes + "/" + total))) {
      download.fetch("labels.gz", IdxFormat.labels(ITEMS));
    }
    assertThat(IdxReader.read(cache().resolve("labels.gz"), IdxFormat.labels(ITEMS)))
        .isEqualTo(LABELS);
    assertThat(seen).last().isEqualTo("labels.gz" + FILE.length + "/" + FILE.length);
    assertThat(cache()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void keepsNothingThatIsNotThePublishedFile() throws IOException {
    serve(exchange -> answer(exchange, 200, "<html>please log in</html>".getBytes()));
    refuses("is not an IDX file of labels");
    assertThat(cache()).isEmptyDirectory();
  }

  @Test
  void reportsTheServersRefusal() {
    serve(exchange -> answer(exchange, 404, "gone".getBytes()));
    refuses("labels.gz failed: the server answers 404");
  }

  @Test
  void givesUpOnASilentServer() {
    var end = new CountDownLatch(1);
    serve(exchange -> {
      exchange.sendResponseHeaders(200, FILE.length);
      exchange.getResponseBody().write(FILE, 0, 5);
      exchange.getResponseBody().flush();
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    refuses("labels.gz failed: nothing arrives any more");
    end.countDown();
  }

  @Test
  void anUnwritableCacheIsNamed() throws IOException {
    Files.writeString(cache(), "a file where the folder should be");
    refuses("cannot store labels.gz in " + cache());
  }

  private void refuses(String reason) {
    try (var download = download(DownloadProgress.silent())) {
      assertThatThrownBy(() -> download.fetch("labels.gz", IdxFormat.labels(ITEMS)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(reason);
    }
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private Download download(DownloadProgress progress) {
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return new Download(address, cache(), progress, Duration.ofSeconds(3));
  }

  private void serve(HttpHandler handler) {
    server.createContext("/", handler);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
