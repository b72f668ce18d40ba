package jacquard.fashion.report;

import jacquard.engine.train.Evaluation;
import jacquard.fashion.data.Garment;
import jacquard.fashion.data.LabeledImages;
import jacquard.fashion.report.Charts.Curve;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What pages about a classifier consist of. */
public final class Sections {
  private static final int SAMPLES = 12;

  private Sections() {}

  /** Loss and accuracy of training and validation, epoch by epoch. */
  public static void training(Page page, List<EpochFigures> epochs) {
    page.heading("Training")
        .chart(
            "loss of training and validation by epoch",
            curves(epochs, "loss", EpochFigures::loss, EpochFigures::validationLoss))
        .chart(
            "accuracy of training and validation by epoch",
            curves(
                epochs,
                "accuracy, %",
                epoch -> 100 * epoch.accuracy(),
                epoch -> 100 * epoch.validationAccuracy()))
        .paragraph(
            "Training figures are means over an epoch, with dropout and while the weights move;"
                + " validation figures are taken after it.")
        .table(
            List.of("epoch", "loss", "accuracy", "validation loss", "accuracy", "images/s", "time"),
            epochs.stream().map(Sections::row).toList());
  }

  private static Map<String, Object> curves(
      List<EpochFigures> epochs,
      String name,
      ToDoubleFunction<EpochFigures> training,
      ToDoubleFunction<EpochFigures> validation) {
    return Charts.curves(
        "epoch",
        name,
        List.of(
            Curve.perEpoch("training", epochs.stream().mapToDouble(training).toArray()),
            Curve.perEpoch("validation", epochs.stream().mapToDouble(validation).toArray())));
  }

  private static List<String> row(EpochFigures epoch) {
    return List.of(
        Integer.toString(epoch.epoch()),
        Text.format("%.4f", epoch.loss()),
        Text.percent(epoch.accuracy()),
        Text.format("%.4f", epoch.validationLoss()),
        Text.percent(epoch.validationAccuracy()),
        Text.count(Math.round(epoch.imagesPerSecond())),
        Text.seconds(epoch.seconds()));
  }

  /** Confusion matrix, figures of the classes, samples and mistakes. */
  public static void evaluation(Page page, LabeledImages test, Evaluation evaluation) {
    var confusion = evaluation.confusion();
    page.heading("Confusion matrix of the test pictures")
        .paragraph("Rows are what a picture shows, columns what the model saw.")
        .squareChart(
            "confusion matrix", Charts.confusion(Garment.titles(), ClassFigures.counts(confusion)))
        .table(
            List.of("class", "precision", "recall", "F1"),
            ClassFigures.of(confusion).stream().map(Sections::row).toList());
    page.heading("Sample predictions")
        .paragraph("The first test pictures, with what they show and the three best answers.")
        .samples(samples(test, evaluation, IntStream.range(0, test.size())));
    page.heading("Most confident mistakes").samples(mistakes(test, evaluation));
  }

  private static List<String> row(ClassFigures figures) {
    return List.of(
        figures.name(),
        Text.percent(figures.precision()),
        Text.percent(figures.recall()),
        Text.percent(figures.f1()));
  }

  private static List<Sample> samples(
      LabeledImages test, Evaluation evaluation, IntStream indices) {
    return indices.limit(SAMPLES).mapToObj(i -> sample(test, evaluation, i)).toList();
  }

  private static List<Sample> mistakes(LabeledImages test, Evaluation evaluation) {
    return IntStream.range(0, test.size())
        .mapToObj(i -> sample(test, evaluation, i))
        .filter(sample -> !sample.isRight())
        .sorted(Comparator.comparingDouble(sample -> -sample.confidence()))
        .limit(SAMPLES)
        .toList();
  }

  /** One picture of a set and its probabilities. */
  public static Sample sample(LabeledImages set, Evaluation evaluation, int index) {
    int classes = Garment.values().length;
    var probabilities =
        Arrays.copyOfRange(
            evaluation.probabilities().floats(), index * classes, (index + 1) * classes);
    return new Sample(set.image(index), Garment.of(set.labels()[index]), probabilities);
  }
}
