package jacquard.fashion.cli;

import jacquard.engine.data.ImageDataset;
import jacquard.engine.nn.Module;
import jacquard.engine.train.Evaluation;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.data.LabeledImages;
import jacquard.fashion.report.ClassFigures;
import jacquard.fashion.report.Text;

/**
 * How a model does on the test pictures: the last line of a run.
 *
 * @param test the pictures
 * @param evaluation what the model made of them
 */
record TestResult(LabeledImages test, Evaluation evaluation) {
  private static final int BATCH = 256;

  /** Evaluates a model on the test pictures; this is where their labels are read. */
  static TestResult of(Run run, Module module, FashionMnist data) {
    var test = new LabeledImages(data.test().images(), data.test().labelsForTheLastLine());
    ImageDataset dataset = Classifier.dataset(test);
    return new TestResult(test, Evaluation.of(module, dataset, BATCH, run.parallel()));
  }

  /** Adds accuracy, loss, confusion matrix and the figures of the classes. */
  void putInto(Run run) {
    var confusion = evaluation.confusion();
    run.put("accuracy", evaluation.accuracy())
        .put("loss", evaluation.loss())
        .put("classes", ClassFigures.of(confusion))
        .put("confusion", ClassFigures.counts(confusion));
  }

  /** The last line. */
  void show(Run run) {
    run.screen()
        .result(
            "test accuracy %s  loss %.4f  (%s images%s)",
            Text.percent(evaluation.accuracy()),
            evaluation.loss(),
            Text.count(test.size()),
            run.isGenerated() ? ", generated: NOT Fashion-MNIST" : "");
  }
}
