package jacquard.engine.graph;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;

/**
 * What a graph is applied to.
 *
 * @param name the name of the value
 * @param dtype the type of its elements
 * @param sample the shape of one sample: without axis 0, the batch; or the whole shape, if the
 *     value is not a batch
 * @param batched whether there are as many as the caller gives, or exactly one
 */
public record GraphInput(String name, DType dtype, Shape sample, boolean batched) {
  /** A batch of samples. */
  public GraphInput(String name, DType dtype, Shape sample) {
    this(name, dtype, sample, true);
  }

  /** The shape of a number of samples: {@code [batch, ...]}. */
  public Shape shape(int batch) {
    if (!batched) return sample;
    var dims = new int[sample.rank() + 1];
    dims[0] = batch;
    System.arraycopy(sample.dims(), 0, dims, 1, sample.rank());
    return Shape.of(dims);
  }
}
