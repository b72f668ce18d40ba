/** ONNX files in and out. */
module jacquard.deploy {
  requires transitive jacquard.engine;
  requires com.google.protobuf;

  provides jacquard.engine.io.ModelFormat with
      jacquard.deploy.onnx.OnnxFormat;

  exports jacquard.deploy.onnx;
  exports jacquard.deploy.onnx.type;
}
