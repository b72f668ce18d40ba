package jacquard.engine.op;

/** Moves elements without arithmetic. */
public sealed interface Movement extends Op
    permits Reshape, Flatten, Permute, Pad, Slice, Concat, Expand, Embedding {}
