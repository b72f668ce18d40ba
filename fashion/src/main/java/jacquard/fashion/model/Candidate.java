package jacquard.fashion.model;

import jacquard.engine.data.Augmentation;
import jacquard.engine.data.HorizontalFlip;
import jacquard.engine.data.RandomCrop;
import jacquard.engine.data.RandomErasing;
import jacquard.engine.nn.Module;
import jacquard.engine.optim.AdamW;
import jacquard.engine.optim.ConstantLR;
import jacquard.engine.optim.CosineAnnealingLR;
import jacquard.engine.optim.OneCycleLR;
import jacquard.engine.optim.Schedule;
import jacquard.engine.optim.WeightDecay;
import jacquard.engine.train.TrainingConfig;
import jacquard.optimize.tune.Scale;
import jacquard.optimize.tune.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A model and its training as a trial proposes them. What may be searched is defined here, once:
 * width and depth for {@code mlp} and {@code cnn}, and for every model how it is trained.
 *
 * @param module untrained, its weights drawn
 */
public record Candidate(Module module, TrainingConfig config) {
  /**
   * Asks a trial for everything.
   *
   * @param model a model of the zoo
   * @param epochs to train for
   * @param seed of the initial weights and of all that is random in training
   */
  public static Candidate of(ZooModel model, Trial trial, int epochs, long seed) {
    double dropout = trial.suggestFloat("dropout", 0, 0.6, 0.05);
    var module = architecture(model, trial, dropout).initialize(seed);
    double rate = trial.suggestFloat("learning_rate", 1e-4, 3e-2, Scale.LOG);
    var config =
        TrainingConfig.builder()
            .epochs(epochs)
            .seed(seed)
            .optimizer(
                new AdamW(
                    WeightDecay.ofMatrices(
                        trial.suggestFloat("weight_decay", 1e-4, 0.3, Scale.LOG))))
            .schedule(
                schedule(
                    trial.suggestCategorical("schedule", "constant", "cosine", "one-cycle"), rate))
            .batchSize(trial.suggestCategorical("batch_size", List.of(64, 128, 256)))
            .augmentations(
                augmentations(
                    trial.suggestCategorical("augmentation", "none", "flip", "crop", "erase")))
            .build();
    return new Candidate(module, config);
  }

  /** The sixteen combinations that somebody would try who takes two values of what matters most. */
  public static SequencedMap<String, List<?>> grid(ZooModel model) {
    var grid = new LinkedHashMap<String, List<?>>();
    if (model.name().equals("cnn")) {
      grid.put("depth", List.of(2));
      grid.put("width", List.of(32));
    } else if (model.name().equals("mlp")) {
      grid.put("depth", List.of(2));
      grid.put("width", List.of(256));
    }
    grid.put("dropout", List.of(0.3));
    grid.put("weight_decay", List.of(0.01));
    grid.put("learning_rate", List.of(1e-3, 3e-3));
    grid.put("schedule", List.of("constant", "one-cycle"));
    grid.put("batch_size", List.of(64, 128));
    grid.put("augmentation", List.of("none", "flip"));
    return grid;
  }

  private static Module architecture(ZooModel model, Trial trial, double dropout) {
    return switch (model.name()) {
      case "cnn" ->
          Architectures.cnn(
              trial.suggestInt("depth", 1, 3), trial.suggestInt("width", 8, 48, 8), dropout);
      case "mlp" ->
          Architectures.dense(
              trial.suggestInt("depth", 1, 3),
              trial.suggestInt("width", 32, 512, Scale.LOG),
              dropout);
      default -> model.architecture().apply(dropout);
    };
  }

  private static Schedule schedule(String name, double rate) {
    return switch (name) {
      case "constant" -> new ConstantLR(rate);
      case "cosine" -> new CosineAnnealingLR(rate);
      default -> new OneCycleLR(rate);
    };
  }

  /** Each is more than the one before. */
  private static Augmentation[] augmentations(String name) {
    var flip = new HorizontalFlip();
    var crop = new RandomCrop(2);
    return switch (name) {
      case "none" -> new Augmentation[0];
      case "flip" -> new Augmentation[] {flip};
      case "crop" -> new Augmentation[] {flip, crop};
      default -> new Augmentation[] {flip, crop, new RandomErasing(0.25)};
    };
  }
}
