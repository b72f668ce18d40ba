package jacquard.bench.work;

/** Something of a fixed size to compute, the same for everyone who computes it. */
public sealed interface Work permits KernelWork, TrainWork, PlanWork {
  /** The family's name: a section of the tables. */
  String family();

  /** The work's name within its family. */
  String label();

  /** What one run takes. */
  Cost cost();

  /** What its speed is given in. */
  Unit unit();

  /** What a filter is held against. */
  default String title() {
    return family() + " " + label();
  }
}
