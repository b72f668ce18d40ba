package jacquard.engine.graph;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A plan made ready for one number of samples: every tensor, and every node as a call. */
final class Binding implements BatchRun {
  private final Plan plan;
  private final Tensor[] pool;
  private final Map<String, Shape> shapes;
  private final Map<String, Tensor> values;
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private final Runnable[] steps;

  /** {@code pool} holds an array for each buffer, which is long enough; {@code null} for exact. */
  Binding(Plan plan, int batch, Tensor[] pool, Workspace workspace) {
    this.plan = plan;
    shapes = plan.graph().shapes(batch);
    values = new HashMap<>(plan.constants());
    this.pool = withExactBuffers(pool);
    plan.graph().inputs().forEach(input -> values.put(input.name(), tensor(input.name())));
    inputs = plan.graph().inputs().stream().map(input -> values.get(input.name())).toList();
    var calls = new ArrayList<Runnable>();
    for (var planned : plan.nodes()) {
      var operands = planned.inputs().stream().map(values::get).toList();
      var name = planned.name();
      if (planned.isView()) {
        values.put(name, operands.getFirst().view(shapes.get(name)));
      } else {
        values.put(name, tensor(name));
        calls.add(planned.kernel().bind(operands, values.get(name), workspace));
      }
    }
    outputs = plan.graph().outputs().stream().map(values::get).toList();
    steps = calls.toArray(Runnable[]::new);
  }

  private Tensor[] withExactBuffers(Tensor[] pool) {
    var all = pool.clone();
    var sizes = plan.buffers().sizes(shapes);
    for (int i = 0; i < all.length; i++) {
      var dtype = plan.buffers().buffers().get(i).dtype();
      if (all[i] == null) all[i] = Tensor.zeros(dtype, Shape.of(sizes[i]));
    }
    return all;
  }

  private Tensor tensor(String value) {
    return pool[plan.buffers().place(value)].prefix(shapes.get(value));
  }

  @Override
  public List<Tensor> inputs() {
    return inputs;
  }

  @Override
  public List<Tensor> outputs() {
    return outputs;
  }

  @Override
  public void run() {
    for (var step : steps) step.run();
  }
}
