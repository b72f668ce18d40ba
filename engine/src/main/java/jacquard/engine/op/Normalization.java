package jacquard.engine.op;

/** Rescales by statistics of its input. */
public sealed interface Normalization extends Op permits BatchNorm2d, LayerNorm, Softmax {}
