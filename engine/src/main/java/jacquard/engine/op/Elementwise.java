package jacquard.engine.op;

/** Each output element depends on the elements at the same place (broadcasting included). */
public sealed interface Elementwise extends Op permits Pointwise, Arithmetic, Dropout {}
