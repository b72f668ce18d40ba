package jacquard.fashion.cli;

import jacquard.fashion.data.DownloadProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows a download: a bar for each file on a terminal, else one line. */
final class DownloadLines implements DownloadProgress, AutoCloseable {
  private static final long MEGABYTE = 1 << 20;

  private final Screen screen;
  private String current = "";
  private ProgressBar bar;

  DownloadLines(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void arrived(String file, long bytes, long total) {
    if (screen.quiet()) return;
    if (!file.equals(current)) start(file, total);
    if (bar != null) bar.stepTo(bytes);
  }

  private void start(String file, long total) {
    close();
    current = file;
    if (screen.isWatched()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(file)
              .setInitialMax(total)
              .setUnit(" MB", MEGABYTE)
              .build();
    } else {
      screen.warn("downloading " + file + " ...");
    }
  }

  @Override
  public void close() {
    if (bar != null) bar.close();
    bar = null;
  }
}
