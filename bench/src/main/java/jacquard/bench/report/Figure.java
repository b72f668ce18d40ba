package jacquard.bench.report;

/**
 * How fast one contender did one work.
 *
 * @param contender its name
 * @param speed in the row's unit
 * @param slowest the time that one run in a hundred exceeds, in microseconds, where the unit is
 *     microseconds; else null
 * @param share of the machine's peak, measured in the same rounds
 * @param advantage how many times as fast Jacquard is, round by round; null for Jacquard itself
 * @param allocated bytes of heap for one run, by all threads; null for peers
 */
public record Figure(
    String contender,
    Range speed,
    Double slowest,
    double share,
    Range advantage,
    Double allocated) {}
