/**
 * The works as JMH benchmarks, one class a family, for studies with JMH's profilers: {@code
 * ./jacquard bench jmh Gemm -p work=N1024 -prof gc}.
 */
package jacquard.bench.jmh;
