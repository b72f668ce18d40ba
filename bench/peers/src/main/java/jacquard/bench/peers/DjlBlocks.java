package jacquard.bench.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import jacquard.bench.work.Model;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.ConvShape;

/** Our models as DJL's blocks, with our initial weights. */
final class DjlBlocks {
  private DjlBlocks() {}

  /** An initialised block for batches of this size. */
  static Block of(Model model, NDManager manager, int batch) {
    var block =
        switch (model) {
          case MLP ->
              new SequentialBlock()
                  .add(Linear.builder().setUnits(256).build())
                  .add(Activation::relu)
                  .add(Linear.builder().setUnits(128).build())
                  .add(Activation::relu)
                  .add(Linear.builder().setUnits(10).build());
          case CNN ->
              new SequentialBlock()
                  .add(convolution(32))
                  .add(Activation::relu)
                  .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                  .add(convolution(64))
                  .add(Activation::relu)
                  .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                  .addSingleton(x -> x.transpose(0, 2, 3, 1).reshape(x.getShape().get(0), 3136))
                  .add(Linear.builder().setUnits(128).build())
                  .add(Activation::relu)
                  .add(Linear.builder().setUnits(10).build());
        };
    setWeights(model, block, manager);
    block.initialize(manager, DataType.FLOAT32, shape(model, batch));
    return block;
  }

  private static Block convolution(int filters) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(3, 3))
        .optPadding(new Shape(1, 1))
        .build();
  }

  /** The shape of a batch. */
  static Shape shape(Model model, int batch) {
    return switch (model) {
      case MLP -> new Shape(batch, Model.PIXELS);
      case CNN -> new Shape(batch, 1, 28, 28);
    };
  }

  /** Both list their parameters layer by layer, the weight before the bias. */
  private static void setWeights(Model model, Block block, NDManager manager) {
    var ours = model.create().parameters().iterator();
    for (var parameter : block.getParameters().values()) {
      parameter.setArray(array(ours.next(), manager));
    }
  }

  private static NDArray array(Tensor parameter, NDManager manager) {
    var shape = parameter.shape();
    return switch (shape.rank()) {
      case 1 -> manager.create(parameter.floats());
      case 2 -> {
        int[] dims = shape.dims();
        var transposed = Layouts.permute(parameter.floats(), dims, 1, 0);
        yield manager.create(transposed, new Shape(dims[1], dims[0]));
      }
      default -> {
        var s = ConvShape.of(1, 28, 28, shape.dim(2), shape.dim(3), shape.dim(0), 1, 1, 1);
        yield DjlConvolution.weights(manager, parameter.floats(), s);
      }
    };
  }
}
