package jacquard.fashion.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fetches the published files into the cache folder. A file is written under another name, checked
 * to the last bit and only then moved into place, so that the cache never holds half of one.
 */
final class Download implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** No byte for so long, and the download is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** The largest of the four files has 26 MB. */
  private static final long LARGEST = 64L << 20;

  private static final long TICK_MILLIS = 200;

  private final URI address;
  private final Path folder;
  private final DownloadProgress progress;
  private final Duration patience;
  private HttpClient client;

  Download(URI address, Path folder, DownloadProgress progress) {
    this(address, folder, progress, PATIENCE);
  }

  Download(URI address, Path folder, DownloadProgress progress, Duration patience) {
    this.address = address;
    this.folder = folder;
    this.progress = progress;
    this.patience = patience;
  }

  /**
   * Fetches one file.
   *
   * @throws DataException if it cannot be had, or is not the published one
   */
  void fetch(IdxFolder.Part part) {
    fetch(part.published(), part.format);
  }

  void fetch(String name, IdxFormat format) {
    try {
      Files.createDirectories(folder);
      var arriving = Files.createTempFile(folder, name, ".part");
      arriving.toFile().deleteOnExit(); // Ctrl-C leaves nothing behind either
      try {
        transfer(name, arriving);
        IdxReader.read(arriving, format);
        Files.move(arriving, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(arriving);
      }
    } catch (IOException e) {
      throw new DataException("cannot store %s in %s: %s".formatted(name, folder, e), e);
    }
  }

  private void transfer(String name, Path file) throws IOException {
    var uri = address.resolve(name);
    var total = new AtomicLong(-1);
    var request = HttpRequest.newBuilder(uri).build();
    var transfer = client().sendAsync(request, into(file, total));
    try {
      var response = await(transfer, name, file, total);
      if (response.statusCode() != 200) {
        throw failed(uri, "the server answers " + response.statusCode(), null);
      }
    } catch (ExecutionException e) {
      throw failed(uri, reason(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw failed(uri, "nothing arrives any more", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(uri, "it was interrupted", e);
    } finally {
      transfer.cancel(true);
    }
  }

  /** Only a file that is there is stored, up to a bound. */
  private static BodyHandler<Path> into(Path file, AtomicLong total) {
    var store = BodyHandlers.limiting(BodyHandlers.ofFile(file), LARGEST);
    return info -> {
      if (info.statusCode() != 200) return BodySubscribers.replacing(null);
      total.set(info.headers().firstValueAsLong("Content-Length").orElse(-1));
      return store.apply(info);
    };
  }

  /** The file's growth is the progress: no second thread calls back, and a stall is seen. */
  private HttpResponse<Path> await(
      CompletableFuture<HttpResponse<Path>> transfer, String name, Path file, AtomicLong total)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    long bytes = 0;
    long lastGrowth = System.nanoTime();
    while (true) {
      try {
        var response = transfer.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
        progress.arrived(name, Files.size(file), total.get());
        return response;
      } catch (TimeoutException e) {
        long now = Files.size(file);
        if (now > bytes) {
          bytes = now;
          lastGrowth = System.nanoTime();
          progress.arrived(name, bytes, total.get());
        } else if (System.nanoTime() - lastGrowth > patience.toNanos()) {
          throw e;
        }
      }
    }
  }

  private static String reason(Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException _ -> "no answer within " + CONNECT.toSeconds() + " s";
      case java.net.ConnectException _ -> "no connection";
      default -> cause.toString();
    };
  }

  private static DataException failed(URI uri, String why, Throwable cause) {
    return new DataException("the download of " + uri + " failed: " + why, cause);
  }

  private HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT)
              .followRedirects(HttpClient.Redirect.NORMAL)
              .build();
    }
    return client;
  }

  @Override
  public void close() {
    if (client != null) client.shutdownNow();
  }
}
