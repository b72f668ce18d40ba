/** Shapes, element types and the memory of tensors. */
package jacquard.engine.tensor;
