package jacquard.fashion.cli;

import jacquard.fashion.data.DownloadProgress;
import jacquard.fashion.report.Text;

/** Shows a download: one line a file and, while a person watches, a bar. */
final class DownloadLines implements DownloadProgress, AutoCloseable {
  private final Screen screen;
  private String current = "";
  private Bar bar;

  DownloadLines(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void arrived(String file, long bytes, long total) {
    if (screen.quiet()) return;
    if (!file.equals(current)) {
      close();
      current = file;
      screen.warn("downloading " + file + " ...");
      if (screen.isWatched()) bar = new Bar(screen.err());
    }
    if (bar == null || total <= 0) return;
    bar.show("", (double) bytes / total, Text.format("%.1f MB", bytes * 1e-6));
  }

  @Override
  public void close() {
    if (bar != null) bar.close();
    bar = null;
  }
}
