/** Lets a small model learn from large ones. */
package jacquard.optimize.distill;
