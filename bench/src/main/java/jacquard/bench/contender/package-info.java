/** Who computes: Jacquard itself, its scalar tier, and peers. */
package jacquard.bench.contender;
