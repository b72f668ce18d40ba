package jacquard.fashion.cli;

import jacquard.engine.graph.Graph;
import jacquard.engine.nn.Module;
import jacquard.engine.train.Evaluation;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.data.Garment;
import jacquard.fashion.data.LabeledImages;
import jacquard.fashion.report.ClassFigures;
import jacquard.fashion.report.Page.Tile;
import jacquard.fashion.report.Sections;
import jacquard.fashion.report.Text;
import java.util.List;

/**
 * How a model does on the test pictures: the last line of a run.
 *
 * @param run says it
 * @param test the pictures
 * @param evaluation what the model made of them
 */
record TestResult(Run run, LabeledImages test, Evaluation evaluation) {
  /** Evaluates a model on the test pictures; this is where their labels are read. */
  static TestResult of(Run run, Module module, FashionMnist data) {
    return of(run, Classifier.graph(module), data);
  }

  /** The same for a graph. */
  static TestResult of(Run run, Graph graph, FashionMnist data) {
    var test = new LabeledImages(data.test().images(), data.test().labelsForTheLastLine());
    return new TestResult(run, test, Classifier.evaluate(run, graph, test));
  }

  /** Adds accuracy, loss, confusion matrix and the figures of the classes. */
  void put() {
    var confusion = evaluation.confusion();
    run.put("accuracy", evaluation.accuracy())
        .put("loss", evaluation.loss())
        .put("classes", ClassFigures.of(confusion))
        .put("confusion", ClassFigures.counts(confusion));
  }

  /** The figures of the classes, a line each. */
  void showClasses() {
    var screen = run.screen();
    screen.say("%-12s %10s %10s %10s", "class", "precision", "recall", "F1");
    for (var figures : ClassFigures.of(evaluation.confusion())) {
      screen.say(
          "%-12s %10s %10s %10s",
          figures.name(),
          Text.percent(figures.precision()),
          Text.percent(figures.recall()),
          Text.percent(figures.f1()));
    }
  }

  /** Which class was taken for which. */
  void showConfusion() {
    var screen = run.screen();
    var head = new StringBuilder(Text.format("%-12s", "shown \\ seen"));
    for (var name : Garment.titles()) head.append(Text.format("%8.7s", name));
    screen.say("%s", head);
    for (var garment : Garment.values()) {
      var line = new StringBuilder(Text.format("%-12s", garment.title()));
      for (int seen = 0; seen < Garment.values().length; seen++) {
        line.append(Text.format("%8d", evaluation.confusion().count(garment.ordinal(), seen)));
      }
      screen.say("%s", line);
    }
  }

  /** What the model sees in the first pictures. */
  void showSamples(int count) {
    for (int i = 0; i < count; i++) {
      var sample = Sections.sample(test, evaluation, i);
      run.screen()
          .say(
              "test picture %d: %-12s %7s  %s",
              i,
              sample.ranking().getFirst().title(),
              Text.percent(sample.confidence()),
              sample.isRight() ? "right" : "wrong, it shows: " + sample.label().title());
    }
  }

  /** The last line. */
  void show() {
    put();
    run.screen()
        .result(
            "test accuracy %s  loss %.4f  (%s images%s)",
            Text.percent(evaluation.accuracy()),
            evaluation.loss(),
            Text.count(test.size()),
            run.isGenerated() ? ", generated: NOT Fashion-MNIST" : "");
  }

  /** What a page shows first. */
  List<Tile> tiles() {
    return List.of(
        new Tile("test accuracy", Text.percent(evaluation.accuracy())),
        new Tile("test loss", Text.format("%.4f", evaluation.loss())));
  }
}
