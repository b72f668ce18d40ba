/** ONNX files in and out. */
module jacquard.deploy {
  requires transitive jacquard.engine;
  requires com.google.protobuf;

  exports jacquard.deploy.onnx;
  exports jacquard.deploy.onnx.type;
}
