/** What chooses or changes a trained model: hyper-parameter search. */
module jacquard.optimize {
  requires transitive jacquard.engine;
  requires java.sql;
  requires ejml.core;
  requires ejml.ddense;
  requires tools.jackson.core;

  exports jacquard.optimize.distill;
  exports jacquard.optimize.factorize;
  exports jacquard.optimize.prune;
  exports jacquard.optimize.quantize;
  exports jacquard.optimize.tune;
  exports jacquard.optimize.tune.benchmark;
  exports jacquard.optimize.tune.insight;
  exports jacquard.optimize.tune.prune;
  exports jacquard.optimize.tune.sample;
}
