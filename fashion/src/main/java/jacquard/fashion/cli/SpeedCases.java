package jacquard.fashion.cli;

import static jacquard.fashion.data.FashionMnist.PIXELS;

import jacquard.engine.data.Dataset;
import jacquard.engine.graph.Graph;
import jacquard.engine.graph.PlanOptions;
import jacquard.engine.graph.PlanOptions.Use;
import jacquard.engine.nn.Activation;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Sequential;
import jacquard.engine.tensor.Shape;
import jacquard.fashion.data.Garment;
import jacquard.fashion.model.Zoo;
import jacquard.fashion.report.SpeedResults.Topic;
import jacquard.kernels.Parallel;
import jacquard.optimize.prune.Criterion;
import jacquard.optimize.prune.Masks;
import jacquard.optimize.prune.PruningConfig;
import jacquard.optimize.prune.PruningConfig.Granularity;
import jacquard.optimize.prune.PruningConfig.Scope;
import jacquard.optimize.prune.StructuredPruning;
import jacquard.optimize.quantize.Calibration;
import jacquard.optimize.quantize.QuantizationConfig;
import jacquard.optimize.quantize.Quantizer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the study of speed measures. Weights are initial ones: no kernel's time depends on them, but
 * for those that a mask leaves out.
 */
final class SpeedCases {
  /** The float or dense plan at its full speed. */
  static final PlanOptions PLAIN = new PlanOptions(Use.NEVER, Use.NEVER);

  private static final PlanOptions INT8 = new PlanOptions(Use.ALWAYS, Use.NEVER);
  private static final PlanOptions SPARSE = new PlanOptions(Use.NEVER, Use.ALWAYS);

  private static final double[] SHARES = {1, 0.95, 0.9, 0.8, 0.5, 0.25, 0.1};
  private static final double KEPT = 0.1;
  private static final double CHANNELS = 0.5;

  private final long seed;
  private final Dataset calibration;
  private final Parallel parallel;

  SpeedCases(long seed, Dataset calibration, Parallel parallel) {
    this.seed = seed;
    this.calibration = calibration;
    this.parallel = parallel;
  }

  /**
   * Two plans to compare.
   *
   * @param reference the graph of our float or dense plan
   * @param graph the other's
   * @param options which force the other
   */
  record Case(
      Topic topic,
      String subject,
      int batch,
      double kept,
      double bar,
      Graph reference,
      Graph graph,
      PlanOptions options) {}

  List<Case> all() {
    var cases = new ArrayList<Case>();
    codes(cases, "mlp", Classifier.graph(Zoo.find("mlp").module(seed)), 1.2);
    codes(cases, "784-4096-4096-10", dense(4096, 4096), 2.5);
    var wide = dense(1024, 1024);
    cases.add(sparse(Topic.SPARSE, "1024 to 1024, the kernel", 64, layer(1024), KEPT, 6));
    cases.add(sparse(Topic.SPARSE, "784-1024-1024-10, the plan", 64, wide, KEPT, 4));
    var cnn = Classifier.graph(Zoo.find("cnn").module(seed));
    var small = StructuredPruning.of(CHANNELS).prune(cnn);
    cases.add(new Case(Topic.CHANNELS, "cnn", 256, 1 - CHANNELS, 1.8, cnn, small, PLAIN));
    for (double share : SHARES) {
      for (int batch : new int[] {64, 1}) {
        cases.add(sparse(Topic.BREAK_EVEN, "1024 to 1024", batch, layer(1024), share, 0));
      }
      cases.add(sparse(Topic.BREAK_EVEN, "256 to 256", 64, layer(256), share, 0));
      var conv = Graph.trace(new Conv2d(32, 64, 3, 1).initialize(seed), Shape.of(14, 14, 32));
      cases.add(sparse(Topic.BREAK_EVEN, "14x14, 3x3, 32 to 64", 32, conv, share, 0));
    }
    return cases;
  }

  /** Weights alone as codes, and activations too. */
  private void codes(List<Case> cases, String name, Graph trained, double bar) {
    var all = QuantizationConfig.DEFAULT.withCalibration(new Calibration.MinMax());
    var configs = List.of(QuantizationConfig.WEIGHT_ONLY, all.withBiasCorrection(false));
    for (var config : configs) {
      var model = Quantizer.quantize(trained, calibration, config, parallel);
      var subject = name + (config.activations() ? ", all" : ", weights");
      var codes = Quantizer.freeze(model.graph());
      cases.add(new Case(Topic.INT8, subject, 1, 1, bar, trained, codes, INT8));
    }
  }

  private Case sparse(
      Topic topic, String subject, int batch, Graph dense, double kept, double bar) {
    var masks = Masks.of(dense);
    var random = PruningConfig.of(Granularity.LANE_BLOCK).with(new Criterion.Random(seed));
    masks.prune(random.with(Scope.LAYER), 1 - kept);
    return new Case(topic, subject, batch, kept, bar, dense, masks.bake(), SPARSE);
  }

  private Graph layer(int width) {
    return Graph.trace(new Linear(width, width).initialize(seed), Shape.of(width));
  }

  private Graph dense(int... widths) {
    var layers = new ArrayList<Module>(List.of(new Flatten()));
    int in = PIXELS;
    for (int width : widths) {
      layers.addAll(List.of(new Linear(in, width), Activation.relu()));
      in = width;
    }
    layers.add(new Linear(in, Garment.titles().size()));
    return Classifier.graph(new Sequential(layers.toArray(Module[]::new)).initialize(seed));
  }
}
