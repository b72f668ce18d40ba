package jacquard.engine.train;

import jacquard.engine.autograd.Context;
import jacquard.engine.data.Batch;
import jacquard.engine.data.DataLoader;
import jacquard.engine.data.Dataset;
import jacquard.engine.nn.Functional;
import jacquard.engine.nn.Module;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Kernels;
import jacquard.kernels.Parallel;
import java.util.function.UnaryOperator;

/**
 * How good a classifier is on a data set.
 *
 * @param loss the mean cross-entropy, without smoothing
 * @param confusion how often each class was taken for each class
 * @param probabilities {@code [n, classes]}, in the data set's order
 */
public record Evaluation(double loss, ConfusionMatrix confusion, Tensor probabilities) {
  /** Evaluates a module. */
  public static Evaluation of(Module module, Dataset dataset, int batchSize, Parallel parallel) {
    return of(module::apply, dataset, batchSize, Context.of(parallel));
  }

  /**
   * Evaluates anything that makes logits {@code [n, classes]} of a batch.
   *
   * @throws IllegalArgumentException if the data set is empty or has a label that is no class
   */
  public static Evaluation of(
      UnaryOperator<Tensor> model, Dataset dataset, int batchSize, Context context) {
    var collector = new Collector(dataset.size());
    var quiet = context.evaluation().withoutGradients();
    try (var batches = new DataLoader(dataset, batchSize).batches(0, 0)) {
      while (batches.hasNext()) {
        var batch = batches.next();
        quiet.step(
            0,
            () -> {
              collector.add(model.apply(batch.images()), batch, quiet);
              return null;
            });
      }
    }
    return collector.result();
  }

  /** The share of samples whose most probable class is right. */
  public double accuracy() {
    return confusion.accuracy();
  }

  /** Loss and accuracy. */
  public Metrics metrics() {
    return new Metrics(loss, accuracy());
  }

  /** The most probable class of each of {@code n} samples. */
  static int[] predict(Tensor logits, int n) {
    if (logits.shape().rank() != 2 || logits.dim(0) != n) {
      throw new ShapeException(
          "a classifier makes [n, classes] of %d samples, not %s".formatted(n, logits.shape()));
    }
    return Functional.argmax(logits, 1).ints();
  }

  /** Adds batch to batch. */
  private static final class Collector {
    private final int[] actual;
    private final int[] predicted;
    private Tensor probabilities;
    private double lossSum;
    private int seen;

    Collector(int samples) {
      actual = new int[samples];
      predicted = new int[samples];
    }

    void add(Tensor logits, Batch batch, Context context) {
      int n = batch.size();
      var best = predict(logits, n);
      int classes = logits.dim(1);
      var losses = context.arena().allocate(logits.dtype(), Shape.of(n), null);
      var shares = context.arena().allocate(logits.dtype(), logits.shape(), null);
      Kernels.softmax()
          .crossEntropy(
              n,
              classes,
              logits.floats(),
              batch.labels().ints(),
              0,
              losses.floats(),
              shares.floats(),
              context.workspace());
      if (probabilities == null) probabilities = Tensor.zeros(Shape.of(actual.length, classes));
      System.arraycopy(shares.floats(), 0, probabilities.floats(), seen * classes, n * classes);
      System.arraycopy(batch.labels().ints(), 0, actual, seen, n);
      System.arraycopy(best, 0, predicted, seen, n);
      for (int i = 0; i < n; i++) lossSum += losses.floats()[i];
      seen += n;
    }

    Evaluation result() {
      var confusion = new ConfusionMatrix(probabilities.dim(1), actual, predicted);
      return new Evaluation(lossSum / seen, confusion, probabilities);
    }
  }
}
