package jacquard.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DataLoaderTest {
  private static final int N = 103;
  private static final List<Augmentation> ALL =
      List.of(new HorizontalFlip(), new RandomCrop(1), new RandomErasing(0.5));

  /** The label of a sample is its index, so that it can be followed. */
  private final ImageDataset dataset = numbered(Patterns.of(1, N, 4));

  private static ImageDataset numbered(ImageDataset d) {
    var labels = new byte[N];
    for (int i = 0; i < N; i++) labels[i] = (byte) i;
    return new ImageDataset(d.images(), labels, d.sampleShape(), d.mean(), d.deviation());
  }

  @Test
  void everySampleComesOnceAnEpochAndTheLastBatchIsSmaller() {
    var loader = new DataLoader(dataset, 25, 7, true, List.of());
    assertThat(loader.batchCount()).isEqualTo(5);
    var labels = new ArrayList<Integer>();
    var sizes = new ArrayList<Integer>();
    try (var batches = loader.batches(0, 0)) {
      while (batches.hasNext()) {
        var batch = batches.next();
        sizes.add(batch.size());
        assertThat(batch.images().shape()).isEqualTo(Shape.of(batch.size(), 8, 8, 1));
        for (int label : batch.labels().ints()) labels.add(label);
      }
      assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
    }
    assertThat(sizes).containsExactly(25, 25, 25, 25, 3);
    assertThat(labels)
        .doesNotHaveDuplicates()
        .hasSize(N)
        .isNotEqualTo(labels.stream().sorted().toList());
  }

  @Test
  void evaluationKeepsOrderAndContent() {
    var expected = new float[64];
    try (var batches = new DataLoader(dataset, 10).batches(0, 0)) {
      for (int i = 0; batches.hasNext(); ) {
        var batch = batches.next();
        for (int j = 0; j < batch.size(); j++, i++) {
          assertThat(batch.labels().ints()[j]).isEqualTo(i);
          dataset.read(i, expected, 0);
          dataset.normalize(expected, 0);
          assertThat(image(batch, j)).containsExactly(expected);
        }
      }
    }
  }

  @Test
  void orderFollowsFromSeedAndEpoch() {
    assertThat(order(1, 0)).isEqualTo(order(1, 0));
    assertThat(order(1, 0)).isNotEqualTo(order(1, 1)).isNotEqualTo(order(2, 0));
  }

  private List<Integer> order(long seed, int epoch) {
    var labels = new ArrayList<Integer>();
    try (var batches = new DataLoader(dataset, 16, seed, true, List.of()).batches(epoch, 0)) {
      while (batches.hasNext()) for (int label : batches.next().labels().ints()) labels.add(label);
    }
    return labels;
  }

  @Test
  void sampleIsAugmentedAlikeInBatchesOfAnySizeAndDifferentlyInAnotherEpoch() {
    var small = samples(new DataLoader(dataset, 9, 3, true, ALL), 2, 0);
    var large = samples(new DataLoader(dataset, 64, 3, false, ALL), 2, 0);
    assertThat(small).hasSize(N).containsAllEntriesOf(large);
    var other = samples(new DataLoader(dataset, 9, 3, true, ALL), 3, 0);
    assertThat(other.keySet()).isEqualTo(small.keySet());
    assertThat(other).isNotEqualTo(small);
  }

  @Test
  void beginningInTheMiddleGivesTheSameRest() {
    var loader = new DataLoader(dataset, 10, 3, true, ALL);
    var rest = samples(loader, 1, 7);
    assertThat(rest).hasSize(N - 70);
    assertThat(samples(loader, 1, 0)).containsAllEntriesOf(rest);
    assertThat(samples(loader, 1, loader.batchCount())).isEmpty();
  }

  private static Map<Integer, List<Float>> samples(DataLoader loader, int epoch, int first) {
    var samples = new HashMap<Integer, List<Float>>();
    try (var batches = loader.batches(epoch, first)) {
      while (batches.hasNext()) {
        var batch = batches.next();
        for (int i = 0; i < batch.size(); i++) {
          var pixels = new ArrayList<Float>();
          for (float pixel : image(batch, i)) pixels.add(pixel);
          samples.put(batch.labels().ints()[i], pixels);
        }
      }
    }
    return samples;
  }

  private static float[] image(Batch batch, int index) {
    var image = new float[64];
    System.arraycopy(batch.images().floats(), index * 64, image, 0, 64);
    return image;
  }

  @Test
  void memoryOfBatchesIsReused() {
    var seen = new HashMap<Object, Integer>();
    try (var batches = new DataLoader(dataset, 5).batches(0, 0)) {
      while (batches.hasNext()) seen.merge(batches.next().images().array(), 1, Integer::sum);
    }
    assertThat(seen.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(21);
    assertThat(seen).hasSize(4); // a ring of three, and the smaller last batch
  }

  @Test
  void closingEarlyEndsTheThread() {
    for (int i = 0; i < 20; i++) {
      try (var batches = new DataLoader(dataset, 4).batches(0, 0)) {
        batches.next();
      }
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("jacquard-data");
  }

  @Test
  void failureOfTheDataSetReachesTheReader() {
    var broken = new Broken(dataset);
    try (var batches = new DataLoader(broken, 10).batches(0, 0)) {
      assertThatThrownBy(
              () -> {
                while (batches.hasNext()) batches.next();
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("reading batch 5 failed: sample 50 is damaged")
          .hasRootCauseMessage("sample 50 is damaged");
    }
  }

  private record Broken(Dataset sound) implements Dataset {
    @Override
    public int size() {
      return sound.size();
    }

    @Override
    public Shape sampleShape() {
      return sound.sampleShape();
    }

    @Override
    public void read(int index, float[] into, int offset) {
      if (index == 50) throw new IllegalArgumentException("sample 50 is damaged");
      sound.read(index, into, offset);
    }

    @Override
    public int label(int index) {
      return sound.label(index);
    }
  }

  @Test
  void impossibleArgumentsAreRefused() {
    assertThatThrownBy(() -> new DataLoader(dataset, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch size must be at least 1, not 0");
    assertThatThrownBy(() -> new DataLoader(Patterns.of(1, 0, 2), 1))
        .hasMessage("the data set is empty");
    assertThatThrownBy(() -> new DataLoader(dataset, 50).batches(0, 4))
        .hasMessageContaining("3 batches");
  }
}
