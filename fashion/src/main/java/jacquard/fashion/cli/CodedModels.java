package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.optimize.recipe.Distill;
import jacquard.optimize.recipe.Quantize;
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

  /** The teacher of all students, trained for so many epochs with the first seed. */
  private static final Stages TEACHER = Stages.of("cnn", 10);

  private static final List<Stages> STUDENTS =
      List.of(Stages.of("lenet-300-100", 40), Stages.of("lenet-5", 3), Stages.of("cnn-small", 3));

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
      var first = stages.once();
      first.piece(workshop, "float", 0, null, seed, () -> first.both(workshop, seed));
      first.piece(
          workshop,
          "post-training",
          8,
          "float",
          seed,
          true,
          () -> first.made(workshop, seed, Quantize.DEFAULT));
      stages.piece(workshop, "float, longer", 0, null, seed, () -> stages.both(workshop, seed));
      aware(stages, 8, "float, longer");
    }
  }

  private void aware(Stages stages, int bits, String against) {
    var step = Quantize.DEFAULT.withBits(bits).trained(stages.more(workshop));
    stages.piece(
        workshop, "aware", bits, against, seed, true, () -> stages.made(workshop, seed, step));
  }

  /** Fewer bits. */
  void bits() {
    if (!workshop.wants(BITS.model())) return;
    BITS.piece(workshop, "float", 0, null, seed, () -> BITS.both(workshop, seed));
    for (int bits : new int[] {8, 4, 2, 1}) aware(BITS, bits, "float");
  }

  /** Students. */
  void distill() {
    for (var student : STUDENTS) {
      if (!workshop.wants(student.model())) continue;
      student.piece(workshop, "alone", 0, null, seed, () -> student.both(workshop, seed));
      student.piece(workshop, "taught", 0, "alone", seed, () -> taught(student));
    }
  }

  /** All students have the same teacher, whatever their seed. */
  private Graph taught(Stages student) {
    var teacher = TEACHER.first(workshop, 1);
    int epochs = workshop.epochs(student.epochs());
    return workshop.made(teacher, seed, Distill.into(student.model().name(), epochs));
  }
}
