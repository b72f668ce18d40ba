package jacquard.fashion.model;

import jacquard.engine.data.Augmentation;
import jacquard.engine.data.HorizontalFlip;
import jacquard.engine.data.RandomCrop;
import jacquard.engine.data.RandomErasing;
import jacquard.engine.optim.Adam;
import jacquard.engine.optim.AdamW;
import jacquard.engine.optim.OneCycleLR;
import jacquard.engine.optim.WeightDecay;
import jacquard.engine.train.TrainingConfig;
import java.util.List;
import java.util.stream.Collectors;

/** All models, simplest first. The recipes were chosen on the validation images. */
public final class Zoo {
  private static final List<ZooModel> MODELS =
      List.of(
          new ZooModel(
              "linear",
              "softmax regression on the pixels",
              0,
              _ -> Architectures.linear(),
              dense(10)),
          new ZooModel(
              "mlp",
              "two hidden layers, 784-256-128-10",
              0.1,
              rate -> Architectures.perceptron(256, 128, rate),
              dense(20, new HorizontalFlip())),
          new ZooModel(
              "lenet-300-100",
              "two hidden layers, 784-300-100-10 (LeCun et al. 1998), pruning's classic",
              0.1,
              rate -> Architectures.perceptron(300, 100, rate),
              dense(40, new HorizontalFlip())),
          new ZooModel(
              "lenet-5",
              "two 5x5 convolutions of 20 and 50 channels (LeCun et al. 1998, as in Caffe)",
              0.3,
              Architectures::lenet5,
              convolutional(10)),
          new ZooModel(
              "cnn",
              "two 3x3 convolutions of 32 and 64 channels, two dense layers",
              0.3,
              Architectures::cnn,
              convolutional(5)),
          new ZooModel(
              "cnn-bn",
              "six 3x3 convolutions with batch norm: the most accurate",
              0.2,
              rate -> Architectures.stages(rate, 32, 32, 64, 64, 128, 128),
              augmented(20, 5e-3)),
          new ZooModel(
              "cnn-small",
              "six 3x3 convolutions with batch norm: the most accurate below 100,000 parameters",
              0.1,
              rate -> Architectures.stages(rate, 16, 32, 32, 48, 64, 64),
              augmented(15, 1e-2)));

  private static final ZooModel WIDE =
      new ZooModel(
          "mlp-1024",
          "two hidden layers of 1,024, whose weights are worth leaving out",
          0.2,
          rate -> Architectures.perceptron(1024, 1024, rate),
          dense(10, new HorizontalFlip()));

  private Zoo() {}

  /** A wide model for studies of sparse layers; it is not among {@link #models()}. */
  public static ZooModel wide() {
    return WIDE;
  }

  /** All models, simplest first. */
  public static List<ZooModel> models() {
    return MODELS;
  }

  /**
   * The model of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static ZooModel find(String name) {
    return MODELS.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private static String unknown(String name) {
    var names = MODELS.stream().map(ZooModel::name).collect(Collectors.joining(", "));
    return "there is no model '" + name + "': choose one of " + names;
  }

  private static TrainingConfig dense(int epochs, Augmentation... augmentations) {
    return TrainingConfig.builder()
        .epochs(epochs)
        .optimizer(new AdamW(WeightDecay.ofMatrices(0.05)))
        .schedule(new OneCycleLR(2e-3))
        .augmentations(augmentations)
        .build();
  }

  private static TrainingConfig convolutional(int epochs) {
    return TrainingConfig.builder()
        .epochs(epochs)
        .optimizer(new Adam())
        .schedule(new OneCycleLR(3e-3))
        .augmentations(new HorizontalFlip())
        .build();
  }

  private static TrainingConfig augmented(int epochs, double rate) {
    return TrainingConfig.builder()
        .epochs(epochs)
        .optimizer(new AdamW(WeightDecay.ofMatrices(0.05)))
        .schedule(new OneCycleLR(rate))
        .augmentations(new HorizontalFlip(), new RandomCrop(2), new RandomErasing(0.25))
        .build();
  }
}
