package jacquard.engine.op;

/** Removes axes. */
public sealed interface Reduction extends Op permits Reduce, CrossEntropy {}
