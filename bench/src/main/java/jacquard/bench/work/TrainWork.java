package jacquard.bench.work;

/**
 * One training step with 128 images: gathering them from images in memory, forward, backward and
 * the optimiser, in single precision, without dropout.
 */
public enum TrainWork implements Work {
  /** Gradient descent with momentum. */
  MLP_SGD(Model.MLP, Optimizer.SGD),
  /** Adam. */
  MLP_ADAM(Model.MLP, Optimizer.ADAM),
  /** Adam. */
  CNN_ADAM(Model.CNN, Optimizer.ADAM);

  /** Images in a step. */
  public static final int BATCH = 128;

  /** How parameters are updated. */
  public enum Optimizer {
    /** Momentum 0.9. */
    SGD("SGD", 0.01, 7),
    /** Its usual settings. */
    ADAM("Adam", 1e-3, 9);

    private final String label;
    private final double rate;
    private final int accesses;

    Optimizer(String label, double rate, int accesses) {
      this.label = label;
      this.rate = rate;
      this.accesses = accesses;
    }

    /** The learning rate. */
    public double rate() {
      return rate;
    }
  }

  private final Model model;
  private final Optimizer optimizer;

  TrainWork(Model model, Optimizer optimizer) {
    this.model = model;
    this.optimizer = optimizer;
  }

  /** What is trained. */
  public Model model() {
    return model;
  }

  /** How. */
  public Optimizer optimizer() {
    return optimizer;
  }

  @Override
  public String family() {
    return "train";
  }

  @Override
  public String label() {
    return "%s, %s, batch %d".formatted(model.label(), optimizer.label, BATCH);
  }

  @Override
  public Cost cost() {
    return model.training(BATCH, optimizer.accesses);
  }

  @Override
  public Unit unit() {
    return Unit.IMAGES;
  }
}
