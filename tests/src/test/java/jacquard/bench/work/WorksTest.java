package jacquard.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorksTest {
  @Test
  void titlesAreDifferentAndCostsPositive() {
    var works = Works.all();
    assertThat(works).map(Work::title).doesNotHaveDuplicates();
    for (var work : works) {
      assertThat(work.cost().bytes()).as(work.title()).isPositive();
      assertThat(work.cost().images() > 0)
          .as(work.title())
          .isEqualTo(work instanceof TrainWork || work instanceof PlanWork);
    }
  }

  @Test
  void everyFamilyIsListed() {
    var families =
        Stream.concat(
                Stream.of(TrainWork.class, PlanWork.class),
                Arrays.stream(KernelWork.class.getPermittedSubclasses()))
            .toList();
    assertThat(Works.all()).map(Object::getClass).map(c -> (Object) c).containsAll(families);
  }

  @Test
  void everyFamilyHasABenchmarkOfJmh() throws ReflectiveOperationException {
    for (var work : Works.all()) {
      var family = work.getClass().getSimpleName().replaceFirst("Work$", "");
      var name = family.equals("Train") ? "TrainStep" : family;
      var benchmark = Class.forName("jacquard.bench.jmh." + name + "Benchmark");
      assertThat(benchmark.getDeclaredField("work").getType()).isEqualTo(work.getClass());
    }
  }

  @Test
  void theWorksOfTheTablesAreThere() {
    assertThat(Works.matching("gemm").stream().map(Work::label))
        .contains("64x64x64", "2048x2048x2048", "128x784x256", "1x784x256", "256x576x64");
    assertThat(Works.matching("convolution").stream().map(Work::label))
        .contains("3x3 1->32 at 28x28", "3x3 depthwise 64 at 28x28", "1x1 64->128 at 14x14");
    assertThat(Works.matching("TRAIN cnn")).containsExactly(TrainWork.CNN_ADAM);
    assertThat(Works.matching("plan").stream().map(Work::label))
        .contains(
            "cnn, batch 1", "mlp, batch 256", "cnn imported, batch 1", "mlp imported, batch 256");
  }

  @Test
  void aConvolutionCountsAsADirectOne() {
    assertThat(ConvolutionWork.SECOND.cost().flops()).isEqualTo(2.0 * 32 * 14 * 14 * 64 * 9 * 32);
    assertThat(ConvolutionWork.SECOND_WEIGHTS.cost().flops())
        .isEqualTo(ConvolutionWork.SECOND.cost().flops());
    assertThat(ConvolutionWork.DEPTHWISE.cost().flops()).isEqualTo(2.0 * 32 * 28 * 28 * 64 * 9);
  }

  @Test
  void aTrainingStepTakesThreeForwardPassesButForTheFirstDataGradient() {
    double forward = Model.CNN.inference(128).flops();
    double first = 2.0 * 128 * 28 * 28 * 9 * 32;
    assertThat(TrainWork.CNN_ADAM.cost().flops()).isEqualTo(3 * forward - first);
  }

  @Test
  void anUnknownNameIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> Works.matching("gem5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'gem5'")
        .hasMessageContaining("gemm, convolution");
  }
}
