package jacquard.engine.nn;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.autograd.Context;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Streams;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import jacquard.kernels.Parallel;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Checksums of the weights that training leaves behind; a program for other JVMs. The network has
 * every kind of layer whose work is split between threads, with enough of it: convolution by taps
 * and by Winograd, batch norm, pooling, dropout, products, and Adam.
 */
final class TrainedBits {
  static final int CLASSES = 10;

  /** As many as an epoch of 60,000 images in batches of 128 has, or some. */
  private static final int STEPS = Boolean.getBoolean("jacquard.full") ? 469 : 50;

  private static final int BATCH = 16;
  private static final int SIDE = 12;
  private static final long SEED = 7;

  private final Sequential network =
      new Sequential(
          new Conv2d(1, 32, 3, 1),
          new BatchNorm2d(32),
          Activation.relu(),
          new MaxPool2d(2),
          new Conv2d(32, 64, 3, 1),
          Activation.gelu(),
          new MaxPool2d(2),
          new Flatten(),
          new Dropout(0.4),
          new Linear(SIDE * SIDE / 16 * 64, 64),
          new LayerNorm(64),
          Activation.relu(),
          new Dropout(0.2),
          new Linear(64, CLASSES));

  private final Map<Parameter, float[][]> moments = new LinkedHashMap<>();
  private final Context context;
  private float loss;

  private TrainedBits(Parallel parallel) {
    context = Context.of(parallel).training(SEED);
    network.initialize(SEED);
    for (var p : network.parameters()) moments.put(p, new float[2][p.size()]);
  }

  /** Trains with one thread and prints the checksums. */
  public static void main(String[] args) {
    System.out.println("tier=" + Kernels.tier().description());
    train(Parallel.inline())
        .forEach((name, bits) -> System.out.println("bits " + name + "=" + bits));
  }

  /** The checksum of every parameter and buffer after the last step, and its loss. */
  static Map<String, Integer> train(Parallel parallel) {
    var training = new TrainedBits(parallel);
    for (int step = 0; step < STEPS; step++) training.step(step);
    var bits = new TreeMap<String, Integer>();
    training.network.namedParameters().forEach((name, p) -> bits.put(name, checksum(p)));
    training.network.namedBuffers().forEach((name, b) -> bits.put(name, checksum(b)));
    bits.put("loss", Float.floatToIntBits(training.loss));
    return bits;
  }

  private static int checksum(Tensor tensor) {
    var bytes = ByteBuffer.allocate(Float.BYTES * tensor.size());
    bytes.asFloatBuffer().put(tensor.floats());
    var crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private void step(int step) {
    var labels = new int[BATCH];
    for (int i = 0; i < BATCH; i++) labels[i] = (i + step) % CLASSES;
    var images = images(step, labels);
    network.zeroGrad();
    loss =
        context.step(
            step,
            () -> {
              var logits = network.apply(images);
              var mean = Functional.crossEntropy(logits, Tensor.of(labels, BATCH), 0.1f);
              Autograd.backward(mean);
              return mean.item();
            });
    moments.forEach((p, m) -> update(p, m, step + 1));
  }

  /** A bar whose place tells the class, in noise. */
  private static Tensor images(int step, int[] labels) {
    var images = Tensor.zeros(Shape.of(BATCH, SIDE, SIDE, 1));
    var noise = Streams.augmentation(SEED, step, 0);
    var pixels = images.floats();
    for (int i = 0; i < pixels.length; i++) {
      boolean bar = i / SIDE % SIDE == labels[i / (SIDE * SIDE)];
      pixels[i] = noise.nextFloat() + (bar ? 1 : 0);
    }
    return images;
  }

  private void update(Parameter p, float[][] m, int step) {
    Kernels.optimizerUpdate()
        .adam(
            p.size(),
            p.floats(),
            p.grad().floats(),
            m[0],
            m[1],
            1e-3,
            0.9,
            0.999,
            1e-8,
            0.01,
            true,
            step,
            context.workspace());
  }
}
