package jacquard.bench.work;

import jacquard.engine.graph.Graph;

/** Prediction from images that are in memory already, weights packed beforehand. */
public enum PlanWork implements Work {
  /** One image: the latency. */
  MLP_1(Model.MLP, 1),
  /** Many images: the rate. */
  MLP_256(Model.MLP, 256),
  /** One image: the latency. */
  CNN_1(Model.CNN, 1),
  /** Many images: the rate. */
  CNN_256(Model.CNN, 256),
  /** PyTorch's export, one image. */
  MLP_IMPORTED_1(Model.MLP, 1, true),
  /** PyTorch's export, many images. */
  MLP_IMPORTED_256(Model.MLP, 256, true),
  /** PyTorch's export, one image. */
  CNN_IMPORTED_1(Model.CNN, 1, true),
  /** PyTorch's export, many images. */
  CNN_IMPORTED_256(Model.CNN, 256, true);

  private final Model model;
  private final int batch;
  private final boolean imported;

  PlanWork(Model model, int batch) {
    this(model, batch, false);
  }

  PlanWork(Model model, int batch, boolean imported) {
    this.model = model;
    this.batch = batch;
    this.imported = imported;
  }

  /** What predicts. */
  public Model model() {
    return model;
  }

  /** Whether the model is read from PyTorch's export. */
  public boolean isImported() {
    return imported;
  }

  /** What a plan is made of. */
  public Graph graph() {
    return imported ? TorchExport.graph(model) : Graph.trace(model.create(), model.sample());
  }

  /** The same model made of our layers; for imported ones. */
  public Graph rebuilt() {
    return TorchExport.rebuilt(model);
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
    return "%s%s, batch %d".formatted(model.label(), imported ? " imported" : "", batch);
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
