package jacquard.fashion.data;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.kernels.Parallel;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class GeneratedGarmentsTest {
  private static final long SEED = GeneratedGarments.SEED;

  /** Changes only if the drawings change; then the difficulty must be measured anew. */
  private static final String FIRST_HUNDRED =
      "e5d11cf30efe317636143867cbf055ad63538f047f846285bd74af1953fb2876";

  @Test
  void theBitsAreTheSameOnEveryMachine() throws Exception {
    var images = GeneratedGarments.training(SEED, 100, Parallel.inline()).images();
    var sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(images));
    assertThat(sum).isEqualTo(FIRST_HUNDRED);
  }

  @Test
  void theBitsAreTheSameForAnyNumberOfThreads() {
    var one = GeneratedGarments.training(SEED, 1_000, Parallel.inline());
    for (int threads = 2; threads <= 3; threads++) {
      try (var parallel = Parallel.of(threads)) {
        assertThat(GeneratedGarments.training(SEED, 1_000, parallel).images())
            .isEqualTo(one.images());
      }
    }
  }

  @Test
  void classesAreEqualInNumberAndMixed() {
    var set = GeneratedGarments.training(SEED, 1_000, Parallel.inline());
    assertThat(set.counts()).containsOnly(100);
    var first = new boolean[10];
    for (int i = 0; i < 100; i++) first[set.labels()[i]] = true;
    assertThat(first).containsOnly(true);
  }

  @Test
  void seedsAndPartsDiffer() {
    var training = GeneratedGarments.training(SEED, 200, Parallel.inline());
    var test = GeneratedGarments.test(SEED, 200, Parallel.inline());
    assertThat(test.images()).isNotEqualTo(training.images());
    assertThat(test.labels()).isEqualTo(GeneratedGarments.testLabels(SEED, 200));
    assertThat(GeneratedGarments.training(1, 200, Parallel.inline()).images())
        .isNotEqualTo(training.images());
  }

  @Test
  void everyPictureShowsSomethingOnABlackBackground() {
    var set = GeneratedGarments.training(SEED, 2_000, Parallel.inline());
    for (int i = 0; i < set.size(); i++) {
      int inked = 0;
      for (byte pixel : set.image(i)) if ((pixel & 0xFF) > 20) inked++;
      assertThat(inked).as("picture %d of class %d", i, set.labels()[i]).isBetween(25, 750);
    }
  }

  /** The real set gives 81 % to the same model on as many pictures. */
  @Test
  void aLinearModelFindsItAsHardAsTheRealSet() {
    var training = GeneratedGarments.training(SEED, 6_000, Parallel.inline());
    var test = GeneratedGarments.test(SEED, 2_000, Parallel.inline());
    assertThat(SoftmaxRegression.accuracy(training, test, 5)).isBetween(0.74, 0.86);
  }
}
