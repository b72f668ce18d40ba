/** Says the same with fewer numbers: low ranks, shared weights, compact files. */
package jacquard.optimize.factorize;
