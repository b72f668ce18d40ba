package jacquard.fashion.cli;

import jacquard.fashion.data.DataFinder;
import jacquard.fashion.data.DownloadProgress;
import jacquard.fashion.data.FashionMnist;
import jacquard.kernels.Parallel;

/** Where commands get their data. */
@FunctionalInterface
interface DataSupply {
  /** This machine's folders, or the published address. */
  DataSupply SYSTEM =
      (data, progress, parallel) -> DataFinder.ofSystem(progress, parallel).find(data);

  /**
   * Finds the data.
   *
   * @param data what {@code --data} says; null if the user said nothing
   */
  FashionMnist find(String data, DownloadProgress progress, Parallel parallel);
}
