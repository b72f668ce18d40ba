package jacquard.bench.work;

import jacquard.fashion.data.DataFinder;
import jacquard.fashion.data.DataSource;
import jacquard.fashion.data.DownloadProgress;
import jacquard.kernels.Parallel;
import java.util.Arrays;
import java.util.Random;

/**
 * The training images as numbers in memory, and the order in which every contender takes them.
 *
 * @param source where they came from
 * @param pixels {@code [n, 784]}, between 0 and 1
 * @param labels {@code [n]}
 * @param order a permutation of the images
 */
public record Images(DataSource source, float[] pixels, int[] labels, int[] order) {
  private static final class Holder {
    static final Images IMAGES = load();
  }

  /** The images, read when they are first asked for. */
  public static Images get() {
    return Holder.IMAGES;
  }

  private static Images load() {
    var data = DataFinder.ofSystem(DownloadProgress.silent(), Parallel.inline()).find(null);
    var images = data.training();
    var pixels = new float[images.images().length];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (images.images()[i] & 0xFF) / 255f;
    var labels = new int[images.size()];
    for (int i = 0; i < labels.length; i++) labels[i] = images.labels()[i];
    return new Images(data.source(), pixels, labels, shuffled(labels.length));
  }

  private static int[] shuffled(int n) {
    var random = new Random(1);
    var order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Copies of the first images, one behind the other. */
  public float[] first(int count) {
    return Arrays.copyOf(pixels, count * Model.PIXELS);
  }

  /** The image at a place of an order that has no end. */
  public int at(long place) {
    return order[(int) (place % order.length)];
  }

  /** Copies the images and labels of a step. */
  public void batch(long step, int size, float[] images, int[] classes) {
    for (int i = 0; i < size; i++) {
      int index = at(step * size + i);
      System.arraycopy(pixels, index * Model.PIXELS, images, i * Model.PIXELS, Model.PIXELS);
      classes[i] = labels[index];
    }
  }
}
