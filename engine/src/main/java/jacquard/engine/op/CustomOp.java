package jacquard.engine.op;

/**
 * An op of your own: a public record whose components are its attributes (numbers, booleans,
 * strings, enums and lists of integers), so that graphs and model files can hold it. Plans call its
 * {@link #forward}; to read a model file that uses it, name its class to the reader.
 */
public non-sealed interface CustomOp extends Op {}
