package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.model.ZooModel;
import jacquard.optimize.distill.Distillation;
import jacquard.optimize.quantize.QuantizationConfig;
import jacquard.optimize.quantize.QuantizedModel;
import jacquard.optimize.quantize.Quantizer;
import jacquard.optimize.quantize.WeightScales;
import java.util.List;

/** Makes the models of the tables about codes and about teachers, seed by seed. */
final class CodedModels {
  private static final List<Stages> INT8 =
      List.of(
          Stages.of("linear", 5, 3, 5e-4),
          Stages.of("mlp", 10, 4, 5e-4),
          Stages.of("lenet-300-100", 40, 4, 5e-4),
          Stages.of("lenet-5", 3, 1, 5e-4),
          Stages.of("cnn", 3, 1, 5e-4),
          Stages.of("cnn-bn", 3, 1, 5e-4),
          Stages.of("cnn-small", 3, 1, 5e-4));

  private static final Stages BITS = Stages.of("lenet-300-100", 40, 4, 1e-3);

  /** Pictures of each class that ranges are found by. */
  private static final int CALIBRATION = 100;

  /**
   * A student.
   *
   * @param epochs of its training
   * @param teacher's model
   * @param teacherEpochs of its training, by its recipe
   */
  private record Student(
      ZooModel model,
      int epochs,
      ZooModel teacher,
      int teacherEpochs,
      double temperature,
      double weight) {}

  private static final List<Student> STUDENTS =
      List.of(
          new Student(Zoo.find("mlp"), 10, Zoo.find("cnn"), 3, 4, 0.9),
          new Student(Zoo.find("cnn-small"), 3, Zoo.find("cnn-bn"), 3, 4, 0.9));

  private final StudyWorkshop workshop;
  private final long seed;

  CodedModels(StudyWorkshop workshop, long seed) {
    this.workshop = workshop;
    this.seed = seed;
  }

  /** 8-bit codes. */
  void int8() {
    for (var stages : INT8) {
      if (!workshop.wants(stages.model())) continue;
      var first = new Stages(stages.model(), stages.epochs(), 0, stages.rate());
      first.piece(workshop, "float", 0, null, seed, () -> first.first(workshop, seed));
      first.piece(
          workshop,
          "post-training",
          8,
          "float",
          seed,
          true,
          () -> Quantizer.freeze(quantized(stages, 8).graph()));
      stages.piece(workshop, "float, longer", 0, null, seed, () -> stages.both(workshop, seed));
      stages.piece(workshop, "aware", 8, "float, longer", seed, true, () -> aware(stages, 8));
    }
  }

  private QuantizedModel quantized(Stages stages, int bits) {
    return Quantizer.quantize(
        stages.first(workshop, seed),
        workshop.samples(CALIBRATION),
        QuantizationConfig.DEFAULT.withWeightBits(bits),
        workshop.run().parallel());
  }

  private Graph aware(Stages stages, int bits) {
    var graph = quantized(stages, bits).graph();
    workshop.train(graph, stages.second(workshop, seed), null, new WeightScales(graph));
    return Quantizer.freeze(graph);
  }

  /** Fewer bits. */
  void bits() {
    if (!workshop.wants(BITS.model())) return;
    BITS.piece(workshop, "float", 0, null, seed, () -> BITS.both(workshop, seed));
    for (int bits : new int[] {8, 4, 2, 1}) {
      BITS.piece(workshop, "aware", bits, "float", seed, true, () -> aware(BITS, bits));
    }
  }

  /** Students. */
  void distill() {
    for (var student : STUDENTS) {
      if (!workshop.wants(student.model)) continue;
      var alone = new Stages(student.model, student.epochs, 0, 0);
      alone.piece(workshop, "alone", 0, null, seed, () -> alone.first(workshop, seed));
      alone.piece(workshop, "taught", 0, "alone", seed, () -> taught(student));
    }
  }

  /** All students have the same teacher, whatever their seed. */
  private Graph taught(Student student) {
    var teacher = workshop.trained(student.teacher, 1, student.teacherEpochs);
    var recipe = student.model.recipe().toBuilder().seed(seed);
    var config = recipe.epochs(workshop.epochs(student.epochs)).build();
    var graph = Classifier.graph(student.model.module(seed));
    var objective =
        new Distillation(
            List.of(teacher),
            student.temperature,
            student.weight,
            config.labelSmoothing(),
            workshop.run().parallel());
    workshop.train(graph, config, objective);
    return graph;
  }
}
