/** From a graph to ONNX: {@link jacquard.deploy.onnx.write.GraphWriter} and what it writes with. */
package jacquard.deploy.onnx.write;
