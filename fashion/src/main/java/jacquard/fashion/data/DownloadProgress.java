package jacquard.fashion.data;

/** Told how far a download is, a few times a second, on the thread that asked for the data. */
@FunctionalInterface
public interface DownloadProgress {
  /**
   * So much has arrived.
   *
   * @param file its name
   * @param bytes how many have arrived
   * @param total how many there will be, or -1 if the server does not say
   */
  void arrived(String file, long bytes, long total);

  /** Tells nobody. */
  static DownloadProgress silent() {
    return (_, _, _) -> {};
  }
}
