package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of a table: inputs {@code table[rows, width]} and int32 {@code indices[...]}; output {@code
 * [..., width]}.
 */
public record Embedding() implements Movement {
  @Override
  public Shape shape(List<Shape> inputs) {
    var table = inputs.get(0);
    if (table.rank() != 2) throw new ShapeException("a table is [rows, width], not " + table);
    var indices = inputs.get(1);
    var dims = Arrays.copyOf(indices.dims(), indices.rank() + 1);
    dims[indices.rank()] = table.dim(1);
    return Shape.of(dims);
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var table = inputs.get(0);
    var indices = inputs.get(1);
    for (int i = 0; i < indices.size(); i++) {
      int index = indices.ints()[i];
      if (index < 0 || index >= table.dim(0)) {
        throw new IndexOutOfBoundsException(
            "index %d is outside the table's %d rows".formatted(index, table.dim(0)));
      }
    }
    Kernels.movement()
        .gather(
            indices.size(),
            table.dim(1),
            table.floats(),
            indices.ints(),
            output.floats(),
            call.workspace());
  }

  @Override
  public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    var dTable = call.allocate(inputs.get(0).shape());
    var indices = inputs.get(1);
    Kernels.movement().fill(dTable.size(), 0, dTable.floats(), call.workspace());
    Kernels.movement()
        .scatterAdd(
            indices.size(),
            dTable.dim(1),
            gradOutput.floats(),
            indices.ints(),
            dTable.floats(),
            call.workspace());
    return new Tensor[] {dTable, null};
  }
}
