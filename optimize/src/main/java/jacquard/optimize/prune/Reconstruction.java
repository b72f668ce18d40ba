package jacquard.optimize.prune;

import jacquard.engine.autograd.Context;
import jacquard.engine.data.DataLoader;
import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphModule;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.Linear;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Parallel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Fits the linear layers that read some channels to what the trained model's layer made of all of
 * them (He et al. 2017, section 3.1): the least squares of {@code X W' + b' - Y W} over some data,
 * with {@code X} the channels that stay, as they are in the pruned model, and {@code Y} all
 * channels of the trained one. Layers of more than {@value #MOST} inputs are left as they are.
 */
final class Reconstruction {
  private static final int MOST = 1024;
  private static final int BATCH = 128;

  /** Added to the diagonal, relative to its mean: channels may depend on one another. */
  private static final double DAMPING = 1e-6;

  /**
   * Normal equations for what is added to the weights; the last row is the bias's.
   *
   * @param solver of {@code X' X}
   * @param weights as they were
   * @param target {@code X' (Y W - X weights)}
   */
  private record Sums(
      LinearSolverDense<DMatrixRMaj> solver, DMatrixRMaj weights, DMatrixRMaj target) {
    DMatrixRMaj solution() {
      var solution = new DMatrixRMaj(target.numRows, target.numCols);
      solver.solve(target, solution);
      CommonOps_DDRM.addEquals(solution, weights);
      return solution;
    }

    double[] losses() {
      int n = target.numRows - 1;
      var w = solution();
      var inverse = new DMatrixRMaj(n + 1, n + 1);
      solver.invert(inverse);
      var losses = new double[n];
      var left = IntStream.range(0, n).boxed().collect(Collectors.toCollection(ArrayList::new));
      for (double total = 0; !left.isEmpty(); ) {
        int next = left.stream().min(Comparator.comparingDouble(j -> loss(w, inverse, j))).get();
        total += loss(w, inverse, next);
        losses[next] = total;
        left.remove((Integer) next);
        eliminate(w, inverse, next);
      }
      return losses;
    }

    private static double loss(DMatrixRMaj w, DMatrixRMaj inverse, int j) {
      double squares = 0;
      for (int k = 0; k < w.numCols; k++) squares += w.get(j, k) * w.get(j, k);
      return squares / inverse.get(j, j);
    }

    /** Makes both what they are without row {@code j}. */
    private static void eliminate(DMatrixRMaj w, DMatrixRMaj inverse, int j) {
      var column = CommonOps_DDRM.extractColumn(inverse, j, null);
      double scale = -1 / inverse.get(j, j);
      CommonOps_DDRM.multAdd(scale, column, row(w, j), w);
      CommonOps_DDRM.multAddTransB(scale, column, column, inverse);
    }
  }

  private final Graph trained;
  private final Dataset dataset;
  private final Parallel parallel;

  Reconstruction(Graph trained, Dataset dataset, Parallel parallel) {
    if (dataset.size() == 0) throw new IllegalArgumentException("there are no samples to fit to");
    this.trained = trained;
    this.dataset = dataset;
    this.parallel = parallel;
  }

  /** Changes the weights and biases of those who read the group; its channels stay for now. */
  void fit(Graph graph, ChannelGroup group, int[] kept) {
    for (var reader : readers(graph, group)) {
      var fitted = sums(graph, reader, kept).map(Sums::solution);
      fitted.ifPresent(weights -> replace(graph, reader, kept, weights));
    }
  }

  /**
   * What the fit has lost by the time that a channel goes, where in every step the channel goes
   * whose part the others can best take over (Hassibi and Stork 1993, equation 5, for all weights
   * that read a channel at once).
   *
   * @return sums of squares, by channel; nothing if no layer that could be fitted reads the group
   */
  Optional<double[]> losses(ChannelGroup group) {
    int[] all = IntStream.range(0, group.size()).toArray();
    return readers(trained, group).stream()
        .flatMap(reader -> sums(trained, reader, all).stream())
        .map(Sums::losses)
        .reduce(Reconstruction::sum);
  }

  private static double[] sum(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
  }

  private static List<GraphNode> readers(Graph graph, ChannelGroup group) {
    return graph.nodes().stream().filter(node -> reads(graph, node, group)).toList();
  }

  private static boolean reads(Graph graph, GraphNode node, ChannelGroup group) {
    if (!(node.op() instanceof Linear) || node.inputs().size() < 3) return false;
    var weight = node.inputs().get(1);
    int features = graph.constant(weight).dim(0);
    boolean isWhole = features == group.size() && features <= MOST;
    return isWhole && group.slices().contains(new ChannelGroup.Slice(weight, 0));
  }

  /** Over all data; nothing if no channel varies. */
  private Optional<Sums> sums(Graph graph, GraphNode reader, int[] kept) {
    int n = kept.length + 1; // and a constant 1, for the bias
    var original = all(trained.constant(reader.inputs().get(1)));
    var weights = new DMatrixRMaj(n, original.numCols);
    for (int i = 0; i < kept.length; i++) {
      CommonOps_DDRM.insert(row(original, kept[i]), weights, i, 0);
    }
    var gram = new DMatrixRMaj(n, n);
    var cross = new DMatrixRMaj(n, original.numRows);
    add(graph, reader.inputs().getFirst(), kept, gram, cross);
    var target = new DMatrixRMaj(n, original.numCols);
    CommonOps_DDRM.mult(cross, original, target);
    CommonOps_DDRM.multAdd(-1, gram, weights, target);
    double damping = DAMPING * CommonOps_DDRM.trace(gram) / n;
    for (int i = 0; i < n - 1; i++) gram.add(i, i, damping);
    var solver = LinearSolverFactory_DDRM.symmPosDef(n);
    return solver.setA(gram) ? Optional.of(new Sums(solver, weights, target)) : Optional.empty();
  }

  /** Adds {@code X' X} and {@code X' Y} for a value of the graphs. */
  private void add(Graph graph, String value, int[] kept, DMatrixRMaj gram, DMatrixRMaj cross) {
    var now = new GraphModule(graph.withOutputs(List.of(value)));
    var then = new GraphModule(trained.withOutputs(List.of(value)));
    var context = Context.of(parallel).evaluation().withoutGradients();
    try (var batches = new DataLoader(dataset, BATCH).batches(0, 0)) {
      while (batches.hasNext()) {
        var images = batches.next().images();
        context.step(
            0,
            () -> {
              var x = columns(now.apply(images), kept);
              CommonOps_DDRM.multAddTransA(x, x, gram);
              CommonOps_DDRM.multAddTransA(x, all(then.apply(images)), cross);
              return null;
            });
      }
    }
  }

  private void replace(Graph graph, GraphNode reader, int[] kept, DMatrixRMaj fitted) {
    float[] w = graph.constant(reader.inputs().get(1)).floats();
    float[] bias = graph.constant(reader.inputs().get(2)).floats();
    float[] before = trained.constant(reader.inputs().get(2)).floats();
    int out = fitted.numCols;
    for (int j = 0; j < out; j++) {
      for (int i = 0; i < kept.length; i++) w[kept[i] * out + j] = (float) fitted.get(i, j);
      bias[j] = (float) (before[j] + fitted.get(kept.length, j));
    }
  }

  private static DMatrixRMaj row(DMatrixRMaj matrix, int i) {
    return CommonOps_DDRM.extractRow(matrix, i, null);
  }

  private static DMatrixRMaj all(Tensor tensor) {
    var matrix = new DMatrixRMaj(tensor.dim(0), tensor.size() / tensor.dim(0));
    for (int i = 0; i < tensor.size(); i++) matrix.data[i] = tensor.floats()[i];
    return matrix;
  }

  private static DMatrixRMaj columns(Tensor tensor, int[] kept) {
    int rows = tensor.dim(0);
    int size = tensor.size() / rows;
    var matrix = new DMatrixRMaj(rows, kept.length + 1);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < kept.length; j++) matrix.set(i, j, tensor.floats()[i * size + kept[j]]);
      matrix.set(i, kept.length, 1);
    }
    return matrix;
  }
}
