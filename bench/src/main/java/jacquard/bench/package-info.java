/**
 * How fast Jacquard is, and how fast others are at the same works. A {@linkplain
 * jacquard.bench.work.Work work} says what is computed, a {@linkplain
 * jacquard.bench.contender.Contender contender} computes it, the {@linkplain jacquard.bench.Driver
 * driver} lets contenders run in turns. JMH's classes run the very same works one by one.
 */
package jacquard.bench;
