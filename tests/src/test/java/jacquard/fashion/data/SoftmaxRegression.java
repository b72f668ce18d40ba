package jacquard.fashion.data;

/** The plainest linear model there is: a yardstick that shares no code with the engine. */
final class SoftmaxRegression {
  private static final int CLASSES = 10;
  private static final int PIXELS = 784;

  private SoftmaxRegression() {}

  static double accuracy(LabeledImages training, LabeledImages test, int epochs) {
    var weights = new float[CLASSES * PIXELS]; // [class, pixel]
    var bias = new float[CLASSES];
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int i = 0; i < training.size(); i++) {
        float[] pixels = pixels(training, i);
        float[] error = scores(weights, bias, pixels);
        softmax(error);
        error[training.labels()[i]] -= 1;
        for (int c = 0; c < CLASSES; c++) {
          float step = 0.005f * error[c] / (1 + epoch);
          for (int p = 0; p < PIXELS; p++) weights[c * PIXELS + p] -= step * pixels[p];
          bias[c] -= step;
        }
      }
    }
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      if (best(scores(weights, bias, pixels(test, i))) == test.labels()[i]) right++;
    }
    return (double) right / test.size();
  }

  private static float[] pixels(LabeledImages set, int index) {
    var image = set.image(index);
    var pixels = new float[PIXELS];
    for (int p = 0; p < PIXELS; p++) pixels[p] = (image[p] & 0xFF) / 255f;
    return pixels;
  }

  private static float[] scores(float[] weights, float[] bias, float[] pixels) {
    var scores = bias.clone();
    for (int c = 0; c < CLASSES; c++) {
      for (int p = 0; p < PIXELS; p++) scores[c] += weights[c * PIXELS + p] * pixels[p];
    }
    return scores;
  }

  private static void softmax(float[] scores) {
    float most = scores[best(scores)];
    float sum = 0;
    for (int c = 0; c < CLASSES; c++) sum += scores[c] = (float) Math.exp(scores[c] - most);
    for (int c = 0; c < CLASSES; c++) scores[c] /= sum;
  }

  private static int best(float[] scores) {
    int best = 0;
    for (int c = 1; c < CLASSES; c++) if (scores[c] > scores[best]) best = c;
    return best;
  }
}
