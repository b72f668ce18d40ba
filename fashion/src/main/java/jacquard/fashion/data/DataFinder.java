package jacquard.fashion.data;

import jacquard.kernels.Parallel;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Finds the data: the folder named by {@code --data}, the one named by {@code JACQUARD_DATA}, the
 * user's cache folder, a download into it and, where none of these works, the generated set. A
 * folder that was named must hold the data: nothing else is tried behind the user's back.
 *
 * @param environment the environment variables
 * @param cache the user's cache folder for this set
 * @param address where the files are published
 * @param progress told of a download
 * @param parallel draws the generated set
 */
public record DataFinder(
    Map<String, String> environment,
    Path cache,
    URI address,
    DownloadProgress progress,
    Parallel parallel) {
  /** Names a folder with the data, or {@code generated}. */
  public static final String VARIABLE = "JACQUARD_DATA";

  /** With this machine's environment and folders, and the published address. */
  public static DataFinder ofSystem(DownloadProgress progress, Parallel parallel) {
    var environment = System.getenv();
    var home = Path.of(System.getProperty("user.home"));
    var cache = cacheFolder(System.getProperty("os.name"), environment, home);
    return new DataFinder(environment, cache, FashionMnist.ADDRESS, progress, parallel);
  }

  /** Where an operating system keeps what a program can fetch again. */
  static Path cacheFolder(String system, Map<String, String> environment, Path home) {
    Path folder;
    if (system.startsWith("Windows")) {
      folder = named(environment, "LOCALAPPDATA", home.resolve("AppData").resolve("Local"));
    } else if (system.startsWith("Mac")) {
      folder = home.resolve("Library").resolve("Caches");
    } else {
      folder = named(environment, "XDG_CACHE_HOME", home.resolve(".cache"));
    }
    return folder.resolve("jacquard").resolve("fashion-mnist");
  }

  private static Path named(Map<String, String> environment, String variable, Path otherwise) {
    var value = environment.getOrDefault(variable, "");
    return value.isBlank() ? otherwise : Path.of(value);
  }

  /**
   * Finds the data.
   *
   * @param data a folder or {@code "generated"}; null if the user named none
   * @throws DataException if a folder was named and does not hold the data
   */
  public FashionMnist find(String data) {
    if (data != null) return named(data, "--data");
    var variable = environment.getOrDefault(VARIABLE, "");
    if (!variable.isBlank()) return named(variable, VARIABLE);
    var folder = new IdxFolder(cache);
    boolean cached = true;
    try (var download = new Download(address, cache, progress)) {
      for (var part : IdxFolder.Part.values()) {
        if (folder.has(part)) continue;
        cached = false;
        download.fetch(part);
      }
    } catch (DataException e) {
      return generated("the real set is not in " + cache + " and " + e.getMessage());
    }
    return new FashionMnist(
        DataSource.real(cached ? "cached in " + cache : "downloaded to " + cache),
        new Parts.Stored(folder));
  }

  private FashionMnist named(String value, String said) {
    if (value.equals(DataSource.GENERATED)) return generated("asked for by " + said);
    try {
      var folder = new IdxFolder(Path.of(value));
      folder.check(said);
      return new FashionMnist(
          DataSource.real("from " + value + " (" + said + ")"), new Parts.Stored(folder));
    } catch (InvalidPathException e) {
      throw new DataException(
          "%s (%s) is not the name of a folder: %s".formatted(value, said, e.getReason()), e);
    }
  }

  private FashionMnist generated(String why) {
    return new FashionMnist(
        DataSource.generated(why), new Parts.Generated(GeneratedGarments.SEED, parallel));
  }
}
