package jacquard.kernels.vector;

import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;

/** Inverted dropout; a tile of random words at a time stays in L1. */
final class Dropout implements Parallel.Region {
  private static final int TILE = Tuning.DROPOUT_TILE;

  private int[][] tiles = new int[0][];
  private float rate;
  private float scale;
  private long seed;
  private long stream;
  private int n;
  private float[] x;
  private float[] y;

  void run(float rate, long seed, long stream, int n, float[] x, float[] y, Workspace workspace) {
    int parts = workspace.parallel().threads();
    if (tiles.length < parts) tiles = new int[parts][TILE];
    this.rate = rate;
    scale = 1 / (1 - rate);
    this.seed = seed;
    this.stream = stream;
    this.n = n;
    this.x = x;
    this.y = y;
    Split.run(workspace, this, n, Tuning.DROPOUT_MIN_ELEMENTS);
    this.x = this.y = null;
  }

  @Override
  public void run(int part, int parts) {
    int to = Split.aligned(n, part + 1, parts);
    for (int i = Split.aligned(n, part, parts); i < to; i += TILE) {
      int count = Math.min(TILE, to - i);
      PhiloxLoops.words(seed, stream, i / 4, count, tiles[part]);
      PhiloxLoops.drop(rate, scale, tiles[part], x, y, i, count);
    }
  }
}
