package jacquard.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacquard.engine.nn.Initializer;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.Parameter;
import jacquard.engine.op.Golden;
import jacquard.engine.tensor.NamedTensors;
import jacquard.engine.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ExponentialMovingAverageTest {
  private static final int N = 8;

  private final Parameter weight = new Parameter(Shape.of(N), Initializer.ZEROS);

  private SequencedMap<String, Parameter> named() {
    var map = new LinkedHashMap<String, Parameter>();
    map.put("weight", weight);
    return map;
  }

  @Test
  void averagesAsPyTorchDoes() {
    var golden = Golden.read("golden-ops.json").get("moving_average");
    var made = golden.get("inputs").get("weights_of_step");
    var weights = Golden.values(made.get("seed").intValue(), 6 * N, 1, 0);
    var expected = Golden.floats(golden.get("average_after_step"));
    var average = new ExponentialMovingAverage(golden.get("decay").doubleValue(), named());
    for (int step = 0; step < 6; step++) {
      System.arraycopy(weights, step * N, weight.floats(), 0, N);
      average.update();
      for (int i = 0; i < N; i++) {
        assertThat(average.state().get("weight").floats()[i])
            .as("element %d after step %d", i, step)
            .isCloseTo(expected[step * N + i], within(2e-7f));
      }
    }
  }

  @Test
  void swappingTwiceChangesNothing() {
    var model = new Linear(3, 2).initialize(1);
    var average = new ExponentialMovingAverage(0.5, model.namedParameters());
    model.initialize(2);
    var weights = NamedTensors.detach(model.namedParameters());
    var means = NamedTensors.detach(average.state());
    average.swap();
    assertThat(average.isSwapped()).isTrue();
    assertThat(model.namedParameters().get("weight").floats())
        .containsExactly(means.get("weight").floats());
    assertThatThrownBy(average::update).isInstanceOf(IllegalStateException.class);
    average.swap();
    assertThat(model.namedParameters().get("weight").floats())
        .containsExactly(weights.get("weight").floats());
    assertThat(average.state().get("weight").floats())
        .containsExactly(means.get("weight").floats());
  }

  @Test
  void restoredAverageGoesOnAsTheOriginal() {
    var average = new ExponentialMovingAverage(0.9, named());
    average.update();
    weight.floats()[0] = 1;
    average.update();
    var other = new ExponentialMovingAverage(0.9, named());
    other.restore(NamedTensors.detach(average.state()), 2);
    weight.floats()[0] = 5;
    average.update();
    other.update();
    assertThat(other.state().get("weight").floats())
        .containsExactly(average.state().get("weight").floats());
  }

  @Test
  void impossibleDecayIsRefused() {
    assertThatThrownBy(() -> new ExponentialMovingAverage(1, named()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1)");
  }
}
