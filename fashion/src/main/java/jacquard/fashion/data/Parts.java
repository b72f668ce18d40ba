package jacquard.fashion.data;

import jacquard.kernels.Parallel;

/** Where the parts of the set are read from when they are first asked for. */
sealed interface Parts {
  LabeledImages training();

  byte[] testImages();

  byte[] testLabels();

  /** The four published files in a folder. */
  record Stored(IdxFolder folder) implements Parts {
    @Override
    public LabeledImages training() {
      return new LabeledImages(
          folder.read(IdxFolder.Part.TRAINING_IMAGES), folder.read(IdxFolder.Part.TRAINING_LABELS));
    }

    @Override
    public byte[] testImages() {
      return folder.read(IdxFolder.Part.TEST_IMAGES);
    }

    @Override
    public byte[] testLabels() {
      return folder.read(IdxFolder.Part.TEST_LABELS);
    }
  }

  /** The stand-in. */
  record Generated(long seed, Parallel parallel) implements Parts {
    @Override
    public LabeledImages training() {
      return GeneratedGarments.training(seed, FashionMnist.TRAINING_ITEMS, parallel);
    }

    @Override
    public byte[] testImages() {
      return GeneratedGarments.test(seed, FashionMnist.TEST_ITEMS, parallel).images();
    }

    @Override
    public byte[] testLabels() {
      return GeneratedGarments.testLabels(seed, FashionMnist.TEST_ITEMS);
    }
  }
}
