package jacquard.engine.graph;

import jacquard.engine.tensor.Tensor;
import java.util.List;

/** A session's runs of one number of samples: fill the inputs, run, read the outputs. */
interface BatchRun {
  List<Tensor> inputs();

  List<Tensor> outputs();

  void run();
}
