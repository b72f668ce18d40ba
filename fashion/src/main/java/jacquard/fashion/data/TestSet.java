package jacquard.fashion.data;

/**
 * The 10,000 test pictures. They are read when first asked for; their labels apart from them and
 * only through {@link #labelsForTheLastLine()}, so that no choice is made by looking at them.
 */
public final class TestSet {
  private final Parts parts;
  private byte[] images;
  private byte[] labels;

  TestSet(Parts parts) {
    this.parts = parts;
  }

  /** How many pictures there are. */
  public int size() {
    return FashionMnist.TEST_ITEMS;
  }

  /**
   * All pictures, {@code [10000, 28, 28]}, unsigned bytes; shared, leave them as they are.
   *
   * @throws DataException if their file is damaged
   */
  public synchronized byte[] images() {
    if (images == null) images = parts.testImages();
    return images;
  }

  /**
   * The labels {@code [10000]}: for {@code evaluate} and the final line of a run, never for early
   * stopping, tuning or any other choice; those have {@link FashionMnist#validation()}.
   *
   * @throws DataException if their file is damaged
   */
  public synchronized byte[] labelsForTheLastLine() {
    if (labels == null) labels = parts.testLabels();
    return labels;
  }
}
