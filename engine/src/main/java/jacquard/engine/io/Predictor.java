package jacquard.engine.io;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.graph.Plan;
import jacquard.engine.graph.Session;
import jacquard.engine.op.CustomOp;
import jacquard.engine.op.Softmax;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * A trained classifier, ready to be asked:
 *
 * <pre>{@code
 * var predictor = Predictor.load(Path.of("cnn.safetensors"));
 * var prediction = predictor.predict(pixels);
 * System.out.println(prediction.best());
 * }</pre>
 *
 * <p>Thread-safe: the plan is shared, and each call borrows a session. At most as many calls
 * compute at a time as the machine has processors; more wait.
 */
public final class Predictor {
  /** With {@code cnn}, 8 pictures at a time are as fast as 256; more only take memory. */
  private static final int LARGEST_BATCH = 32;

  /** What the buffers of a batch may take. */
  private static final long BATCH_BYTES = 64L << 20;

  private final ModelInfo info;
  private final Shape sample;
  private final int classCount;
  private final Plan plan;
  private final int batch;
  private final Deque<Session> singles = new ConcurrentLinkedDeque<>();
  private final Deque<Session> batches = new ConcurrentLinkedDeque<>();
  private final Semaphore running = new Semaphore(Runtime.getRuntime().availableProcessors());

  private Predictor(Graph graph, ModelInfo info) {
    this.info = info;
    sample = graph.inputs().getFirst().sample();
    classCount = graph.shapes(1).get(graph.outputs().getFirst()).dim(1);
    checkInfo();
    plan = Plan.compile(withProbabilities(graph));
    batch = Math.clamp(BATCH_BYTES / plan.bufferBytes(1), 1, LARGEST_BATCH);
    predict(new float[sample.size()]); // a model that cannot answer is refused at once
  }

  /**
   * Reads a model file (or a checkpoint) and compiles it.
   *
   * @param customOps the classes of the custom ops that it may use
   * @throws ModelFileException if it cannot be read or is no classifier of one input
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static Predictor load(Path file, Class<? extends CustomOp>... customOps) {
    var model = ModelFile.load(file, customOps);
    try {
      return of(model.graph(), model.info());
    } catch (ModelFileException e) {
      throw e.in(file);
    }
  }

  /**
   * Compiles a model. It has copies of the weights, so that later training does not reach it.
   *
   * @throws ModelFileException if it is no classifier of one input, or cannot be run
   */
  public static Predictor of(Graph graph, ModelInfo info) {
    checkGraph(graph);
    try {
      return new Predictor(graph, info);
    } catch (ModelFileException e) {
      throw e;
    } catch (RuntimeException e) { // whatever an op objects to
      throw new ModelFileException(
          "the model '%s' cannot be run: %s"
              .formatted(quote(info.name()), quote(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private static void checkGraph(Graph graph) {
    if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
      throw new ModelFileException(
          "a predictor needs a graph of one input and one output, not of %s and %s: use Plan"
              .formatted(quote(graph.inputs().toString()), quote(graph.outputs().toString())));
    }
    var output = graph.outputs().getFirst();
    var input = graph.inputs().getFirst();
    var scores = graph.shapes(2).get(output); // two samples, to tell axis 0 from the others
    if (scores.rank() != 2
        || scores.dim(0) != 2
        || graph.dtypes().get(output) != DType.FLOAT32
        || input.dtype() != DType.FLOAT32) {
      throw new ModelFileException(
          "a predictor needs a float sample and a score for each class, not %s %s, and %s %s of two"
              .formatted(input.dtype(), input.sample(), graph.dtypes().get(output), scores));
    }
    checkSizes(graph);
  }

  /** Before anything is allocated: a file can claim values of any size. */
  private static void checkSizes(Graph graph) {
    var dtypes = graph.dtypes();
    long bytes = 0;
    for (var value : graph.shapes(1).entrySet()) {
      bytes += (long) value.getValue().size() * dtypes.get(value.getKey()).bytes();
      if (value.getValue().size() > 0) continue;
      throw new ModelFileException(
          "its value '%s' is %s, without elements: the file is damaged"
              .formatted(quote(value.getKey()), value.getValue()));
    }
    long available = Runtime.getRuntime().maxMemory();
    if (bytes > available) {
      throw new ModelFileException(
          "its values need %d MB for one sample, and Java may use %d MB: give it more with -Xmx"
              .formatted(bytes >> 20, available >> 20));
    }
  }

  private void checkInfo() {
    if (!info.classes().isEmpty() && info.classes().size() != classCount) {
      throw new ModelFileException(
          "the model names %d classes and scores %d: the file is damaged"
              .formatted(info.classes().size(), classCount));
    }
    int channels = sample.rank() == 0 ? 1 : sample.dim(-1);
    if (info.mean().length > 0 && info.mean().length != channels) {
      throw new ModelFileException(
          "the model normalises %d channels and its samples %s have %d: the file is damaged"
              .formatted(info.mean().length, sample, channels));
    }
  }

  /** The graph with a softmax behind it, unless it ends with one. */
  private static Graph withProbabilities(Graph graph) {
    var output = graph.outputs().getFirst();
    var isLast = graph.nodes().stream().filter(node -> node.name().equals(output)).findFirst();
    if (isLast.isPresent() && isLast.get().op().equals(new Softmax(false))) return graph;
    var name = "probabilities";
    while (graph.names().contains(name)) name += "_";
    var nodes = new ArrayList<>(graph.nodes());
    nodes.add(new GraphNode(name, new Softmax(false), List.of(output)));
    return graph.withNodes(nodes).withOutputs(List.of(name));
  }

  /** The model's name, classes and normalisation. */
  public ModelInfo info() {
    return info;
  }

  /** The shape of one sample, for example {@code [28, 28, 1]}: height, width, channels. */
  public Shape sampleShape() {
    return sample;
  }

  /**
   * Classifies a picture.
   *
   * @param pixels values in [0, 1], in the order of {@link #sampleShape}: row by row, channels last
   * @throws IllegalArgumentException if there are too few or too many, or one is not finite
   */
  public Prediction predict(float[] pixels) {
    return predictAll(List.of(pixels)).getFirst();
  }

  /**
   * Classifies a picture of unsigned bytes, 0 to 255.
   *
   * @throws IllegalArgumentException if there are too few or too many
   */
  public Prediction predict(byte[] pixels) {
    var scaled = new float[pixels.length];
    for (int i = 0; i < scaled.length; i++) scaled[i] = (pixels[i] & 0xFF) * (1f / 255);
    return predict(scaled);
  }

  /**
   * Classifies many pictures, faster than one by one and with the same bits.
   *
   * @param pictures each as for {@link #predict(float[])}
   */
  public List<Prediction> predictAll(List<float[]> pictures) {
    pictures.forEach(this::checkLength);
    var predictions = new ArrayList<Prediction>();
    for (int from = 0; from < pictures.size(); from += batch) {
      predictions.addAll(run(pictures.subList(from, Math.min(from + batch, pictures.size()))));
    }
    return predictions;
  }

  private void checkLength(float[] pixels) {
    if (pixels.length != sample.size()) {
      throw new IllegalArgumentException(
          "the model '%s' takes %d pixels %s, not %d"
              .formatted(info.name(), sample.size(), sample, pixels.length));
    }
  }

  private List<Prediction> run(List<float[]> pictures) {
    var idle = pictures.size() == 1 ? singles : batches;
    running.acquireUninterruptibly();
    try {
      var session = idle.poll();
      if (session == null) session = plan.session(pictures.size() == 1 ? 1 : batch);
      var predictions = run(pictures, session);
      idle.push(session);
      return predictions;
    } finally {
      running.release();
    }
  }

  private List<Prediction> run(List<float[]> pictures, Session session) {
    var input = session.input(pictures.size());
    for (int i = 0; i < pictures.size(); i++) {
      normalize(pictures.get(i), input.floats(), i * sample.size());
    }
    return predictions(session.run(input));
  }

  /** {@code (x - mean) / deviation}, in the bits of {@code ImageDataset}. */
  private void normalize(float[] pixels, float[] into, int offset) {
    if (info.mean().length == 0) System.arraycopy(pixels, 0, into, offset, pixels.length);
    int channels = info.mean().length;
    for (int c = 0; c < channels; c++) {
      float scale = 1 / info.deviation()[c];
      float shift = -info.mean()[c] * scale;
      for (int i = c; i < pixels.length; i += channels) {
        into[offset + i] = Math.fma(pixels[i], scale, shift);
      }
    }
  }

  private List<Prediction> predictions(Tensor probabilities) {
    var found = new ArrayList<Prediction>();
    for (int i = 0; i < probabilities.dim(0); i++) {
      var prediction =
          Prediction.of(info.classes(), probabilities.floats(), i * classCount, classCount);
      if (Float.isNaN(prediction.best().probability())) {
        throw new IllegalArgumentException(
            "the model '%s' scores this picture with NaN: a pixel, or a weight, is not finite"
                .formatted(info.name()));
      }
      found.add(prediction);
    }
    return found;
  }
}
