package jacquard.engine.op;

/** Sums of products: what a GEMM does. */
public sealed interface Contraction extends Op permits Linear, MatMul, Conv2d {}
