package jacquard.kernels.vector;

import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;

/** How work is split between threads: evenly by index, and not at all where it is too little. */
final class Split {
  private Split() {}

  /** Where a part of {@code n} items begins; part {@code parts} is the end of the last. */
  static int from(int n, int part, int parts) {
    return (int) ((long) n * part / parts);
  }

  /** Likewise, but at a multiple of 64 elements: whole cache lines, and no masks between parts. */
  static int aligned(int n, int part, int parts) {
    return Math.min(n, 64 * from((n + 63) / 64, part, parts));
  }

  /** Runs the region on the workspace's threads, or as one part if there is little work. */
  static void run(Workspace workspace, Parallel.Region region, long work, long minimum) {
    if (work < minimum) {
      region.run(0, 1);
    } else {
      workspace.parallel().run(region);
    }
  }
}
