/** Tensors, autograd, layers, training, the graph and its plan, and model files. */
module jacquard.engine {
  requires transitive jacquard.kernels;
  requires tools.jackson.core;
}
