package jacquard.bench.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import jacquard.bench.contender.Task;
import jacquard.bench.work.Images;
import jacquard.bench.work.Model;
import jacquard.bench.work.PlanWork;

/** A prediction, layer by layer. */
final class DjlPrediction implements Task {
  private final int threads;
  private final NDManager manager = Djl.manager();
  private final ParameterStore parameters = new ParameterStore(manager, false);
  private final Block block;
  private final NDList x;
  private NDList y;

  DjlPrediction(PlanWork work, int threads) {
    this.threads = threads;
    int batch = work.batch();
    block = DjlBlocks.of(work.model(), manager, batch);
    x = new NDList(input(work.model(), Images.get().first(batch), batch));
  }

  private NDArray input(Model model, float[] images, int batch) {
    return switch (model) {
      case MLP -> manager.create(images, DjlBlocks.shape(model, batch));
      case CNN -> DjlConvolution.channelsLast(manager, images, batch, 28, 28, 1);
    };
  }

  @Override
  public void run() {
    Djl.useThreads(threads);
    if (y != null) y.close();
    y = block.forward(parameters, x, false);
  }

  @Override
  public float[] output() {
    return y.singletonOrThrow().toFloatArray();
  }

  @Override
  public void close() {
    manager.close();
  }
}
