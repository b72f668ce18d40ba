package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jacquard.kernels.Movement;
import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Data movement: memory does the work, so contiguous runs are found and moved whole. */
final class VectorMovement implements Movement {
  private static final Workspace.Slot<StridedCopy> COPY = Workspace.Slot.of(StridedCopy::new);
  private static final Workspace.Slot<Fill> FILL = Workspace.Slot.of(Fill::new);
  private static final Workspace.Slot<Gather> GATHER = Workspace.Slot.of(Gather::new);
  private static final Workspace.Slot<ScatterAdd> SCATTER = Workspace.Slot.of(ScatterAdd::new);

  @Override
  public void copy(
      int[] dims,
      float[] x,
      int xOffset,
      int[] xStrides,
      float[] y,
      int yOffset,
      int[] yStrides,
      boolean accumulate,
      Workspace workspace) {
    var region = workspace.get(COPY);
    region.axes.set(dims, xStrides, yStrides);
    region.x = x;
    region.xOffset = xOffset;
    region.y = y;
    region.yOffset = yOffset;
    region.accumulate = accumulate;
    Split.run(workspace, region, region.axes.size(), Tuning.MOVEMENT_MIN_ELEMENTS);
  }

  @Override
  public void fill(int n, float value, float[] y, Workspace workspace) {
    var region = workspace.get(FILL);
    region.n = n;
    region.value = value;
    region.y = y;
    Split.run(workspace, region, n, Tuning.MOVEMENT_MIN_ELEMENTS);
  }

  @Override
  public void gather(
      int count, int width, float[] table, int[] indices, float[] y, Workspace workspace) {
    var region = workspace.get(GATHER);
    region.count = count;
    region.width = width;
    region.table = table;
    region.indices = indices;
    region.y = y;
    Split.run(workspace, region, (long) count * width, Tuning.MOVEMENT_MIN_ELEMENTS);
  }

  @Override
  public void scatterAdd(
      int count, int width, float[] dy, int[] indices, float[] dTable, Workspace workspace) {
    var region = workspace.get(SCATTER);
    region.count = count;
    region.width = width;
    region.dy = dy;
    region.indices = indices;
    region.dTable = dTable;
    Split.run(workspace, region, (long) count * width, Tuning.MOVEMENT_MIN_ELEMENTS);
  }

  /** {@code y[i] += x[i]} for {@code n} elements from the offsets on. */
  static void add(int n, float[] x, int xOffset, float[] y, int yOffset) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LANES) {
      var sum =
          FloatVector.fromArray(SPECIES, y, yOffset + i)
              .add(FloatVector.fromArray(SPECIES, x, xOffset + i));
      sum.intoArray(y, yOffset + i);
    }
    if (i < n) {
      var mask = SPECIES.indexInRange(i, n);
      var ys = FloatVector.fromArray(SPECIES, y, yOffset + i, mask);
      ys.add(FloatVector.fromArray(SPECIES, x, xOffset + i, mask)).intoArray(y, yOffset + i, mask);
    }
  }

  private static final class Fill implements Parallel.Region {
    private int n;
    private float value;
    private float[] y;

    @Override
    public void run(int part, int parts) {
      Arrays.fill(y, Split.from(n, part, parts), Split.from(n, part + 1, parts), value);
    }
  }

  private static final class Gather implements Parallel.Region {
    private int count;
    private int width;
    private float[] table;
    private int[] indices;
    private float[] y;

    @Override
    public void run(int part, int parts) {
      int to = Split.from(count, part + 1, parts);
      for (int i = Split.from(count, part, parts); i < to; i++) {
        System.arraycopy(table, indices[i] * width, y, i * width, width);
      }
    }
  }

  /** Threads split the columns, so that every element is summed in ascending order by one. */
  private static final class ScatterAdd implements Parallel.Region {
    private int count;
    private int width;
    private float[] dy;
    private int[] indices;
    private float[] dTable;

    @Override
    public void run(int part, int parts) {
      int from = Split.from(width, part, parts);
      int columns = Split.from(width, part + 1, parts) - from;
      for (int i = 0; i < count; i++) {
        add(columns, dy, i * width + from, dTable, indices[i] * width + from);
      }
    }
  }
}
