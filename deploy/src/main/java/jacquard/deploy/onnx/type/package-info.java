/**
 * What a model's inputs and outputs are: types and shapes, in ONNX and in the graph; and how files
 * hold elements.
 */
package jacquard.deploy.onnx.type;
