package jacquard.kernels.vector;

import jdk.incubator.vector.FloatVector;

final class Tuning {
  private Tuning() {}
  static final int PANEL_VECTORS = FloatVector.SPECIES_PREFERRED.length() == 8 ? 2 : 4;
  static final int TILE_ROWS = 4;
  static final int PACKED_ROWS = 16;
  static final int DEPTH = Integer.getInteger("KC", 512);
  static final int BLOCK = Integer.getInteger("BLOCK", 128 * 1024);
  static final long PARALLEL_FLOPS = 1 << 20;
}
