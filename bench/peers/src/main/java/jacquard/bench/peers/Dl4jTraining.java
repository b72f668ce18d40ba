package jacquard.bench.peers;

import jacquard.bench.contender.Task;
import jacquard.bench.work.Images;
import jacquard.bench.work.Model;
import jacquard.bench.work.TrainWork;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A training step, from initial weights of its own. */
final class Dl4jTraining implements Task {
  private static final int BATCH = TrainWork.BATCH;

  private final TrainWork work;
  private final int threads;
  private final Images images = Images.get();
  private final float[] pixels = new float[BATCH * Model.PIXELS];
  private final int[] classes = new int[BATCH];
  private final MultiLayerNetwork network;
  private long step;

  Dl4jTraining(TrainWork work, int threads) {
    this.work = work;
    this.threads = threads;
    double rate = work.optimizer().rate();
    var builder =
        new NeuralNetConfiguration.Builder()
            .updater(
                switch (work.optimizer()) {
                  case SGD -> new Nesterovs(rate, 0.9);
                  case ADAM -> new Adam(rate);
                })
            .list();
    switch (work.model()) {
      case MLP -> builder.layer(dense(256)).layer(dense(128)).layer(logits());
      case CNN ->
          builder
              .layer(convolution(32))
              .layer(pooling())
              .layer(convolution(64))
              .layer(pooling())
              .layer(dense(128))
              .layer(logits());
    }
    var input =
        switch (work.model()) {
          case MLP -> InputType.feedForward(Model.PIXELS);
          case CNN -> InputType.convolutional(28, 28, 1);
        };
    network = new MultiLayerNetwork(builder.setInputType(input).build());
    network.init();
  }

  private static DenseLayer dense(int units) {
    return new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build();
  }

  private static OutputLayer logits() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(Model.CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static ConvolutionLayer convolution(int filters) {
    return new ConvolutionLayer.Builder(3, 3)
        .padding(1, 1)
        .nOut(filters)
        .activation(Activation.RELU)
        .build();
  }

  private static SubsamplingLayer pooling() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  @Override
  public void run() {
    Dl4j.useThreads(threads);
    images.batch(step++, BATCH, pixels, classes);
    network.fit(input(), oneHot());
  }

  private INDArray input() {
    return switch (work.model()) {
      case MLP -> Nd4j.create(pixels, new long[] {BATCH, Model.PIXELS}, 'c');
      case CNN -> Nd4j.create(pixels, new long[] {BATCH, 1, 28, 28}, 'c');
    };
  }

  private INDArray oneHot() {
    var labels = new float[BATCH * Model.CLASSES];
    for (int i = 0; i < BATCH; i++) labels[i * Model.CLASSES + classes[i]] = 1;
    return Nd4j.create(labels, new long[] {BATCH, Model.CLASSES}, 'c');
  }

  /** Nothing that could be compared. */
  @Override
  public float[] output() {
    return new float[0];
  }

  @Override
  public void close() {
    network.close();
  }
}
