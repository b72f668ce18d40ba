package jacquard.optimize.pareto;

/**
 * What can be had: a model, what it costs and what it is worth.
 *
 * @param name whatever tells it from others
 * @param loss points of accuracy lost against the model it was made of; negative if it is better
 * @param bytes of its file
 * @param memory bytes of its plan: weights and the values in between of one sample
 * @param speed how fast it is
 */
public record Variant(String name, double loss, long bytes, long memory, Speed speed) {}
