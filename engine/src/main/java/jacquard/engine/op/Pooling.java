package jacquard.engine.op;

/** Summarises windows of an image. */
public sealed interface Pooling extends Op permits MaxPool2d, AvgPool2d {}
