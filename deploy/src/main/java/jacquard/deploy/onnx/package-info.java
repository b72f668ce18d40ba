/** ONNX models: read into a graph, written from one, inspected and run. */
package jacquard.deploy.onnx;
