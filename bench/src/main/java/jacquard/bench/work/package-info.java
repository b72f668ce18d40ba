/** What is measured: each family of works an enum, each constant one work of a fixed size. */
package jacquard.bench.work;
