/** Other libraries at the bench's works, each at the best settings known for it. */
package jacquard.bench.peers;
