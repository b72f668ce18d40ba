/** Layers: modules that own parameters, under PyTorch's names. */
package jacquard.engine.nn;
