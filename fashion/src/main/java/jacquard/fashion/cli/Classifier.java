package jacquard.fashion.cli;

import jacquard.engine.autograd.Context;
import jacquard.engine.data.ImageDataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.graph.Plan;
import jacquard.engine.io.ModelFile;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.nn.Module;
import jacquard.engine.tensor.Shape;
import jacquard.engine.train.Evaluation;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.data.Garment;
import jacquard.fashion.data.LabeledImages;
import jacquard.optimize.factorize.CompactFile;
import java.nio.file.Path;
import java.util.Map;

/** What makes a model one of garments: its input, its classes, its scale. */
final class Classifier {
  /** One picture, {@code [h, w, c]}. */
  static final Shape SAMPLE = Shape.of(FashionMnist.SIDE, FashionMnist.SIDE, 1);

  private static final int BATCH = 250;

  private Classifier() {}

  /** The graph of a module of the zoo. */
  static Graph graph(Module module) {
    return Graph.trace(module, SAMPLE);
  }

  /** The model with its own parameters, prepared for training; see {@link GraphModule}. */
  static Module forTraining(Module module) {
    return GraphModule.forTraining(module, SAMPLE);
  }

  /** What a file says of a model besides its graph. */
  static ModelInfo info(String name, Map<String, String> extras) {
    return new ModelInfo(
        name,
        Garment.titles(),
        new float[] {FashionMnist.MEAN},
        new float[] {FashionMnist.DEVIATION},
        extras);
  }

  /** Pictures as the models take them. */
  static ImageDataset dataset(LabeledImages images) {
    return new ImageDataset(
        images.images(),
        images.labels(),
        SAMPLE,
        new float[] {FashionMnist.MEAN},
        new float[] {FashionMnist.DEVIATION});
  }

  /** Evaluates what a graph computes, by its plan. */
  static Evaluation evaluate(Run run, Graph graph, LabeledImages images) {
    var session = Plan.compile(graph).session(BATCH, run.parallel());
    return Evaluation.of(session::run, dataset(images), BATCH, Context.of(run.parallel()));
  }

  /**
   * Loads a model of garments.
   *
   * @throws ModelFileException if there is none in the file, or if it is one of something else
   */
  static ModelFile load(Path file) {
    var model = read(file);
    require(file, model.graph(), model.info());
    return model;
  }

  /**
   * Loads a model of anything, of a plain or of a compact file.
   *
   * @throws ModelFileException if there is none in the file
   */
  static ModelFile read(Path file) {
    return CompactFile.is(file) ? CompactFile.load(file) : ModelFile.load(file);
  }

  /** Saves a model, in a compact file or a plain one. */
  static void save(Path file, Graph graph, ModelInfo info, boolean compact) {
    if (compact) CompactFile.save(file, graph, info);
    else ModelFile.save(file, graph, info);
  }

  /** Refuses a model of something else. */
  static void require(Path file, Graph graph, ModelInfo info) {
    if (graph.inputs().size() != 1 || !graph.inputs().getFirst().sample().equals(SAMPLE)) {
      throw new ModelFileException(
          "%s: the model takes %s, not pictures of %s: it is no model of garments"
              .formatted(file, graph.inputs(), SAMPLE));
    }
    if (!info.classes().equals(Garment.titles())) {
      throw new ModelFileException(
          "%s: the model knows the classes %s, not %s: it is no model of garments"
              .formatted(file, info.classes(), Garment.titles()));
    }
  }
}
