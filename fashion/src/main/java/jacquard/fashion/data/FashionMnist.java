package jacquard.fashion.data;

import java.net.URI;

/**
 * Fashion-MNIST (Xiao, Rasul, Vollgraf 2017, arXiv:1708.07747), or the generated stand-in of the
 * same form: 55,000 pictures to train on, 5,000 for validation, 10,000 for the last line. Each part
 * is read, or drawn, when it is first asked for. Thread-safe.
 */
public final class FashionMnist {
  /** Where the four files are published. */
  public static final URI ADDRESS =
      URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

  /** Height and width of a picture. */
  public static final int SIDE = 28;

  /** Bytes of a picture. */
  public static final int PIXELS = SIDE * SIDE;

  /** Number of classes. */
  public static final int CLASSES = 10;

  /** Mean of the training pixels, scaled to {@code [0, 1]}. */
  public static final float MEAN = 0.2860f;

  /** Standard deviation of the training pixels, scaled to {@code [0, 1]}. */
  public static final float DEVIATION = 0.3530f;

  static final int TRAINING_ITEMS = 60_000;
  static final int TEST_ITEMS = 10_000;
  private static final int VALIDATION_PER_CLASS = 500;

  private final DataSource source;
  private final Parts parts;
  private final TestSet test;
  private Split split;

  FashionMnist(DataSource source, Parts parts) {
    this.source = source;
    this.parts = parts;
    test = new TestSet(parts);
  }

  /** Where the pictures come from. */
  public DataSource source() {
    return source;
  }

  /**
   * The 55,000 pictures to train on, in the order of the file.
   *
   * @throws DataException if their files are damaged
   */
  public LabeledImages training() {
    return split().training();
  }

  /**
   * The 5,000 pictures, 500 of each class, for every choice: early stopping, tuning, calibration.
   *
   * @throws DataException if their files are damaged
   */
  public LabeledImages validation() {
    return split().validation();
  }

  /** The test pictures. */
  public TestSet test() {
    return test;
  }

  private synchronized Split split() {
    if (split == null) split = Split.stratified(parts.training(), VALIDATION_PER_CLASS);
    return split;
  }
}
