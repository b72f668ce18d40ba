/** What a model's inputs and outputs are: types and shapes, in ONNX and in the graph. */
package jacquard.deploy.onnx.type;
