package jacquard.fashion.cli;

import picocli.CommandLine.Option;

/** Where the pictures come from, for the commands that look at some. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "The folder with the four files of Fashion-MNIST, or 'generated' for a set drawn by code",
        "(default: JACQUARD_DATA, else the cache folder, else a download)."
      })
  String data;
}
