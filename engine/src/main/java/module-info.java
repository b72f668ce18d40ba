/** Tensors, autograd, layers, training, the graph and its plan, and model files. */
module jacquard.engine {
  requires transitive jacquard.kernels;
  requires tools.jackson.core;

  exports jacquard.engine.autograd;
  exports jacquard.engine.data;
  exports jacquard.engine.graph;
  exports jacquard.engine.io;
  exports jacquard.engine.measure;
  exports jacquard.engine.nn;
  exports jacquard.engine.op;
  exports jacquard.engine.optim;
  exports jacquard.engine.tensor;
  exports jacquard.engine.train;
}
