/**
 * Ops: the functions that graphs are made of, one record per file, with shape, forward and backward
 * one under the other. Their names are PyTorch's.
 */
package jacquard.engine.op;
