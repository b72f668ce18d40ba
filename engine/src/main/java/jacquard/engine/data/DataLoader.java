package jacquard.engine.data;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Streams;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Cuts a data set into batches, in an order that the seed and the epoch determine. The last batch
 * holds what is left. Immutable; every {@link #batches} works on its own.
 */
public final class DataLoader {
  private final Dataset dataset;
  private final int batchSize;
  private final long seed;
  private final boolean shuffle;
  private final List<Augmentation> augmentations;

  /**
   * A loader.
   *
   * @param shuffle a new order every epoch, else the data set's own
   * @param augmentations applied to each sample, in order
   * @throws IllegalArgumentException if the data set is empty, the batch size is less than 1, or
   *     samples that are no images are to be augmented
   */
  public DataLoader(
      Dataset dataset,
      int batchSize,
      long seed,
      boolean shuffle,
      List<Augmentation> augmentations) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, not " + batchSize);
    }
    if (dataset.size() == 0) throw new IllegalArgumentException("the data set is empty");
    if (!augmentations.isEmpty() && dataset.sampleShape().rank() != 3) {
      throw new IllegalArgumentException(
          "augmentation needs images [h, w, c], not " + dataset.sampleShape());
    }
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.seed = seed;
    this.shuffle = shuffle;
    this.augmentations = List.copyOf(augmentations);
  }

  /** A loader that keeps order and content, for evaluation. */
  public DataLoader(Dataset dataset, int batchSize) {
    this(dataset, batchSize, 0, false, List.of());
  }

  /** How many batches an epoch has. */
  public int batchCount() {
    return Math.ceilDiv(dataset.size(), batchSize);
  }

  /**
   * The batches of an epoch, prepared ahead by a thread of their own.
   *
   * @param firstBatch how many to leave out at the beginning
   * @throws IllegalArgumentException if there are not so many
   */
  public Batches batches(int epoch, int firstBatch) {
    if (firstBatch < 0 || firstBatch > batchCount()) {
      throw new IllegalArgumentException(
          "an epoch has %d batches: none begins with %d".formatted(batchCount(), firstBatch));
    }
    int[] order = shuffle ? Streams.shuffle(seed, epoch).permutation(dataset.size()) : null;
    var scratch = new float[augmentations.isEmpty() ? 0 : dataset.sampleShape().size()];
    return new Batches(this, batch -> fill(batch, epoch, order, scratch), firstBatch);
  }

  /** Memory for batch number {@code index}. */
  Batch allocate(int index) {
    int n = Math.min(batchSize, dataset.size() - index * batchSize);
    var sample = dataset.sampleShape().dims();
    var dims = new int[sample.length + 1];
    dims[0] = n;
    System.arraycopy(sample, 0, dims, 1, sample.length);
    return new Batch(Tensor.zeros(Shape.of(dims)), Tensor.zeros(DType.INT32, Shape.of(n)));
  }

  private void fill(Batches.Slot slot, int epoch, int[] order, float[] scratch) {
    var shape = dataset.sampleShape();
    var images = slot.batch().images().floats();
    var labels = slot.batch().labels().ints();
    for (int i = 0; i < labels.length; i++) {
      int position = slot.index() * batchSize + i;
      int sample = order == null ? position : order[position];
      int offset = i * shape.size();
      dataset.read(sample, images, offset);
      if (!augmentations.isEmpty()) {
        var random = Streams.augmentation(seed, epoch, sample);
        for (var augmentation : augmentations) {
          augmentation.apply(images, offset, shape, scratch, random);
        }
      }
      dataset.normalize(images, offset);
      labels[i] = dataset.label(sample);
    }
  }
}
