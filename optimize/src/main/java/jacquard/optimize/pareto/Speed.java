package jacquard.optimize.pareto;

/**
 * How fast a model is here.
 *
 * @param latency seconds of one sample on one thread, the median of many
 * @param latency99 what one run in a hundred exceeds, in seconds
 * @param samplesPerSecond in batches of {@link SpeedMeter#BATCH} on all threads
 * @param joulesPerSample in such batches; null where the machine does not tell
 */
public record Speed(
    double latency, double latency99, double samplesPerSecond, Double joulesPerSample) {}
