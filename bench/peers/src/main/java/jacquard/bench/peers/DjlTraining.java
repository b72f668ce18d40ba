package jacquard.bench.peers;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import jacquard.bench.contender.Task;
import jacquard.bench.work.Images;
import jacquard.bench.work.Model;
import jacquard.bench.work.TrainWork;

/** A training step; images are gathered by PyTorch from a tensor of all. */
final class DjlTraining implements Task {
  private static final int BATCH = TrainWork.BATCH;

  private final TrainWork work;
  private final int threads;
  private final Images images = Images.get();
  private final NDManager manager = Djl.manager();
  private final ai.djl.Model model;
  private final Trainer trainer;
  private final NDArray pixels;
  private final NDArray labels;
  private long step;
  private float lastLoss;

  DjlTraining(TrainWork work, int threads) {
    this.work = work;
    this.threads = threads;
    model = ai.djl.Model.newInstance("work", Device.cpu(), "PyTorch");
    model.setBlock(DjlBlocks.of(work.model(), model.getNDManager(), BATCH));
    var rate = Tracker.fixed((float) work.optimizer().rate());
    var optimizer =
        switch (work.optimizer()) {
          case SGD -> Optimizer.sgd().setLearningRateTracker(rate).optMomentum(0.9f).build();
          case ADAM -> Optimizer.adam().optLearningRateTracker(rate).build();
        };
    var config =
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
            .optOptimizer(optimizer)
            .optDevices(new Device[] {Device.cpu()});
    trainer = model.newTrainer(config);
    trainer.initialize(DjlBlocks.shape(work.model(), BATCH));
    int count = images.labels().length;
    pixels = manager.create(images.pixels(), new Shape(count, Model.PIXELS));
    labels = manager.create(images.labels(), new Shape(count));
  }

  @Override
  public void run() {
    Djl.useThreads(threads);
    var places = new long[BATCH];
    for (int i = 0; i < BATCH; i++) places[i] = images.at(step * BATCH + i);
    step++;
    try (var inner = manager.newSubManager()) {
      var index = new NDIndex("{}", inner.create(places));
      var x = pixels.get(inner, index);
      var y = labels.get(inner, index);
      if (work.model() == Model.CNN) {
        x = x.reshape(BATCH, 28, 28, 1).transpose(0, 3, 1, 2);
      }
      try (var gradients = trainer.newGradientCollector()) {
        var loss = trainer.getLoss().evaluate(new NDList(y), trainer.forward(new NDList(x)));
        gradients.backward(loss);
        lastLoss = loss.getFloat();
      }
      trainer.step();
    }
  }

  /** The loss. */
  @Override
  public float[] output() {
    return new float[] {lastLoss};
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
    manager.close();
  }
}
