/** The showcase: Fashion-MNIST data, models, reports and the command line. */
module jacquard.fashion {
  requires info.picocli;
  requires jacquard.deploy;
  requires jacquard.engine;
  requires jacquard.optimize;
  requires java.desktop;
  requires java.management;
  requires java.net.http;
  requires jdk.incubator.vector;
  requires xchart;
  requires tools.jackson.databind;

  opens jacquard.fashion.cli to
      info.picocli,
      tools.jackson.databind;
  opens jacquard.fashion.report to
      tools.jackson.databind;
}
