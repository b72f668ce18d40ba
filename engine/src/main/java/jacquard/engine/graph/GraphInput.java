package jacquard.engine.graph;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;

/**
 * What a graph is applied to.
 *
 * @param name the name of the value
 * @param dtype the type of its elements
 * @param sample the shape of one sample: without axis 0, the batch
 */
public record GraphInput(String name, DType dtype, Shape sample) {
  /** The shape of a number of samples: {@code [batch, ...]}. */
  public Shape shape(int batch) {
    var dims = new int[sample.rank() + 1];
    dims[0] = batch;
    System.arraycopy(sample.dims(), 0, dims, 1, sample.rank());
    return Shape.of(dims);
  }
}
