/** What changes or chooses a trained model: pruning, quantization, distillation, tuning. */
module jacquard.optimize {
  requires transitive jacquard.engine;
  requires transitive java.sql;
  requires ejml.core;
  requires ejml.ddense;
  requires java.management;
  requires tools.jackson.core;

  exports jacquard.optimize.distill;
  exports jacquard.optimize.factorize;
  exports jacquard.optimize.pareto;
  exports jacquard.optimize.prune;
  exports jacquard.optimize.quantize;
  exports jacquard.optimize.recipe;
  exports jacquard.optimize.tune;
  exports jacquard.optimize.tune.benchmark;
  exports jacquard.optimize.tune.insight;
  exports jacquard.optimize.tune.prune;
  exports jacquard.optimize.tune.sample;
  exports jacquard.optimize.tune.store;
}
