package jacquard.engine.train;

import jacquard.engine.data.ImageDataset;
import jacquard.engine.optim.OneCycleLR;
import jacquard.engine.tensor.Shape;
import jacquard.kernels.Kernels;
import jacquard.kernels.Parallel;
import jacquard.kernels.Philox;
import java.util.zip.CRC32;

/** A checksum of the weights after fifty steps; a program for other JVMs. */
final class TrainingDigest {
  private TrainingDigest() {}

  public static void main(String[] args) {
    System.out.println("lanes=" + Kernels.tier().description());
    System.out.println("digest=" + compute());
  }

  static long compute() {
    int n = 160;
    var random = new Philox(1, 1);
    var images = new byte[n * 64];
    var labels = new byte[n];
    for (int i = 0; i < images.length; i++) images[i] = (byte) random.nextInt();
    for (int i = 0; i < n; i++) labels[i] = (byte) random.nextInt(4);
    var one = new float[] {1};
    var data = new ImageDataset(images, labels, Shape.of(8, 8, 1), one, one);
    var config =
        TrainingConfig.builder()
            .batchSize(16)
            .schedule(new OneCycleLR(0.01))
            .clipNorm(1)
            .emaDecay(0.9)
            .build();
    var model = Nets.small(4);
    new Trainer(model, config, Parallel.inline()).fit(data, data);
    var crc = new CRC32();
    Nets.weights(model).values().forEach(values -> crc.update(values.toString().getBytes()));
    return crc.getValue();
  }
}
