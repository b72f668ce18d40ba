/** What chooses or changes a trained model: hyper-parameter search. */
module jacquard.optimize {
  requires transitive jacquard.engine;
  requires transitive java.sql;
  requires java.management;
  requires tools.jackson.core;

  exports jacquard.optimize.tune;
  exports jacquard.optimize.tune.benchmark;
  exports jacquard.optimize.tune.insight;
  exports jacquard.optimize.tune.prune;
  exports jacquard.optimize.tune.sample;
  exports jacquard.optimize.tune.store;
}
