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
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

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
  private static final double DAMPING = 1e-4;

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
    for (var node : graph.nodes()) {
      if (!(node.op() instanceof Linear) || node.inputs().size() < 3) continue;
      var slice = new ChannelGroup.Slice(node.inputs().get(1), 0);
      int features = graph.constant(node.inputs().get(1)).dim(0);
      boolean reads = group.slices().contains(slice) && features == group.size();
      if (reads && features <= MOST) fit(graph, node, kept);
    }
  }

  private void fit(Graph graph, GraphNode reader, int[] kept) {
    var value = reader.inputs().getFirst();
    int n = kept.length + 1; // and a constant 1, for the bias
    var gram = new DMatrixRMaj(n, n);
    var cross = new DMatrixRMaj(n, trained.constant(reader.inputs().get(1)).dim(0));
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
    solve(graph, reader, kept, gram, cross);
  }

  private void solve(
      Graph graph, GraphNode reader, int[] kept, DMatrixRMaj gram, DMatrixRMaj cross) {
    double damping = DAMPING * CommonOps_DDRM.trace(gram) / gram.numRows;
    for (int i = 0; i < gram.numRows - 1; i++) gram.add(i, i, damping);
    var solver = LinearSolverFactory_DDRM.symmPosDef(gram.numRows);
    if (!solver.setA(gram)) return; // nothing varies: there is nothing to fit
    var original = all(trained.constant(reader.inputs().get(1)));
    var target = new DMatrixRMaj(gram.numRows, original.numCols);
    CommonOps_DDRM.mult(cross, original, target);
    var fitted = new DMatrixRMaj(gram.numRows, original.numCols);
    solver.solve(target, fitted);
    float[] w = graph.constant(reader.inputs().get(1)).floats();
    float[] bias = graph.constant(reader.inputs().get(2)).floats();
    float[] before = trained.constant(reader.inputs().get(2)).floats();
    int out = original.numCols;
    for (int j = 0; j < out; j++) {
      for (int i = 0; i < kept.length; i++) w[kept[i] * out + j] = (float) fitted.get(i, j);
      bias[j] = (float) (before[j] + fitted.get(kept.length, j));
    }
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
