package jacquard.bench.work;

/** Prediction from images that are in memory already, weights packed beforehand. */
public enum PlanWork implements Work {
  /** One image: the latency. */
  MLP_1(Model.MLP, 1),
  /** Many images: the rate. */
  MLP_256(Model.MLP, 256),
  /** One image: the latency. */
  CNN_1(Model.CNN, 1),
  /** Many images: the rate. */
  CNN_256(Model.CNN, 256);

  private final Model model;
  private final int batch;

  PlanWork(Model model, int batch) {
    this.model = model;
    this.batch = batch;
  }

  /** What predicts. */
  public Model model() {
    return model;
  }

  /** Images at a time. */
  public int batch() {
    return batch;
  }

  @Override
  public String family() {
    return "plan";
  }

  @Override
  public String label() {
    return "%s, batch %d".formatted(model.label(), batch);
  }

  @Override
  public Cost cost() {
    return model.inference(batch);
  }

  @Override
  public Unit unit() {
    return batch == 1 ? Unit.MICROSECONDS : Unit.IMAGES;
  }
}
