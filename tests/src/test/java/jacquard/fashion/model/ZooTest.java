package jacquard.fashion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZooTest {
  @ParameterizedTest
  @CsvSource({
    "linear, 7850",
    "mlp, 235146",
    "lenet-300-100, 266610",
    "lenet-5, 431080",
    "cnn, 421642",
    "cnn-bn, 288170",
    "cnn-small, 93466"
  })
  void eachModelHasTheParametersItsNameStandsFor(String name, long parameters) {
    assertThat(Zoo.find(name).module(1).parameterCount()).isEqualTo(parameters);
  }

  static List<ZooModel> models() {
    return Zoo.models();
  }

  @ParameterizedTest
  @MethodSource("models")
  void eachModelMapsPicturesToTenLogits(ZooModel model) {
    var logits = model.module(1).apply(Tensor.full(Shape.of(3, 28, 28, 1), 0.5f));
    assertThat(logits.shape()).isEqualTo(Shape.of(3, 10));
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Zoo.find("vgg"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no model 'vgg': choose one of linear, mlp, lenet-300-100, lenet-5, cnn,"
                + " cnn-bn, cnn-small");
  }
}
