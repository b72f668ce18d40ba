/**
 * From ONNX to a graph. {@link jacquard.deploy.onnx.read.ModelReader} walks the nodes in order and
 * asks the {@link jacquard.deploy.onnx.read.OperatorTable} what each becomes; the answers stand in
 * one small file for each group of operators.
 */
package jacquard.deploy.onnx.read;
