package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Parts of {@code x} by the vectors that are the last axis of {@code indices}: each tells the first
 * axes behind the batch axes.
 *
 * @param batchDims how many first axes the two share
 */
public record GatherND(int batchDims) implements InferenceOnly {
  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.get(0);
    var indices = inputs.get(1);
    boolean fits = batchDims >= 0 && batchDims < Math.min(x.rank(), indices.rank());
    for (int i = 0; fits && i < batchDims; i++) fits = x.dim(i) == indices.dim(i);
    if (!fits || batchDims + indices.dim(-1) > x.rank()) {
      throw new ShapeException("indices %s do not fit %s".formatted(indices, x));
    }
    int part = batchDims + indices.dim(-1);
    var dims = Arrays.copyOf(indices.dims(), indices.rank() - 1 + x.rank() - part);
    for (int i = part; i < x.rank(); i++) dims[indices.rank() - 1 + i - part] = x.dim(i);
    return Shape.of(dims);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.get(0);
    var indices = inputs.get(1);
    int depth = indices.dim(-1);
    int part = x.shape().product(batchDims + depth, x.shape().rank());
    int count = indices.shape().product(0, indices.shape().rank() - 1);
    int perBatch = count / Math.max(1, x.shape().product(0, batchDims));
    for (int i = 0; i < count; i++) {
      int from = i / Math.max(1, perBatch);
      for (int j = 0; j < depth; j++) {
        int length = x.dim(batchDims + j);
        from = from * length + Indices.of(indices, i * depth + j, length);
      }
      System.arraycopy(x.array(), from * part, output.array(), i * part, part);
    }
  }
}
