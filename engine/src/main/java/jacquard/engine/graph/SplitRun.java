package jacquard.engine.graph;

import jacquard.engine.tensor.Tensor;
import java.util.List;

/** A batch that is computed in parts: some of one size, and one of what is left, if anything. */
final class SplitRun implements BatchRun {
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private final int samples;
  private final int partSamples;
  private final BatchRun part;
  private final BatchRun rest;

  SplitRun(
      List<Tensor> inputs,
      List<Tensor> outputs,
      int samples,
      int partSamples,
      BatchRun part,
      BatchRun rest) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.samples = samples;
    this.partSamples = partSamples;
    this.part = part;
    this.rest = rest;
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
    for (int from = 0; from < samples; from += partSamples) {
      var run = samples - from < partSamples ? rest : part;
      for (int i = 0; i < inputs.size(); i++) copyRows(inputs.get(i), from, run.inputs().get(i), 0);
      run.run();
      for (int i = 0; i < outputs.size(); i++) {
        copyRows(run.outputs().get(i), 0, outputs.get(i), from);
      }
    }
  }

  /** Copies as many rows as the smaller of the two has. */
  private static void copyRows(Tensor source, int from, Tensor target, int to) {
    int row = source.size() / source.dim(0);
    int size = Math.min(source.size(), target.size());
    System.arraycopy(source.array(), from * row, target.array(), to * row, size);
  }
}
