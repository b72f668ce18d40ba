package jacquard.bench.contender;

import jacquard.bench.work.Images;
import jacquard.bench.work.TrainWork;
import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.Context;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.nn.Functional;
import jacquard.engine.nn.Module;
import jacquard.engine.optim.Adam;
import jacquard.engine.optim.Optimizer;
import jacquard.engine.optim.SGD;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;

/** Our training step, the one that the trainer makes, without a trainer around it. */
final class TrainTask implements Task {
  private final TrainWork work;
  private final Images images;
  private final Parallel parallel;
  private final Context context;
  private final Module model;
  private final Optimizer optimizer;
  private final Tensor x;
  private final Tensor labels = Tensor.of(new int[TrainWork.BATCH], TrainWork.BATCH);
  private long step;
  private float loss;

  TrainTask(TrainWork work, int threads, Images images) {
    this.work = work;
    this.images = images;
    parallel = Parallel.of(threads);
    context = Context.of(parallel).training(1);
    model = GraphModule.forTraining(work.model().create(), work.model().sample());
    var rule =
        switch (work.optimizer()) {
          case SGD -> new SGD(0.9);
          case ADAM -> new Adam();
        };
    optimizer = new Optimizer(rule, model.namedParameters());
    x =
        Tensor.of(
            new float[TrainWork.BATCH * work.model().sample().size()],
            work.model().batchShape(TrainWork.BATCH));
  }

  @Override
  public void run() {
    images.batch(step, TrainWork.BATCH, x.floats(), labels.ints());
    loss = context.step(step++, this::update);
  }

  private float update() {
    var loss = Functional.crossEntropy(model.apply(x), labels, 0);
    optimizer.zeroGrad();
    Autograd.backward(loss);
    optimizer.step(work.optimizer().rate());
    return loss.item();
  }

  /** The loss. */
  @Override
  public float[] output() {
    return new float[] {loss};
  }

  @Override
  public void close() {
    parallel.close();
  }
}
