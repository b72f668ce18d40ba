package jacquard.engine.optim;

import jacquard.engine.autograd.Context;
import jacquard.engine.nn.Parameter;
import jacquard.engine.tensor.NamedTensors;
import jacquard.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Applies an {@link UpdateRule} to parameters and keeps what the rule remembers of each. */
public final class Optimizer {
  private record Slot(Parameter parameter, List<Tensor> state) {}

  private final UpdateRule rule;
  private final List<Slot> slots = new ArrayList<>();
  private final SequencedMap<String, Tensor> state = new LinkedHashMap<>();
  private long steps;

  /**
   * An optimiser that has made no step.
   *
   * @param parameters by name, as {@code Module.namedParameters()} returns them
   */
  public Optimizer(UpdateRule rule, SequencedMap<String, Parameter> parameters) {
    this.rule = rule;
    parameters.forEach((name, parameter) -> {
      var tensors = new ArrayList<Tensor>();
      for (var kind : rule.stateNames()) {
        var tensor = Tensor.zeros(parameter.shape());
        state.put(name + "." + kind, tensor);
        tensors.add(tensor);
      }
      slots.add(new Slot(parameter, tensors));
    });
  }

  /**
   * Moves every parameter that has a gradient.
   *
   * @throws IllegalArgumentException if the learning rate is negative or not finite
   */
  public void step(double learningRate) {
    Require.nonNegative("learning rate", learningRate);
    steps++;
    var workspace = Context.current().workspace();
    for (var slot : slots) {
      if (slot.parameter.grad() != null) {
        rule.update(slot.parameter, slot.state, learningRate, steps, workspace);
      }
    }
  }

  /** Forgets all gradients. */
  public void zeroGrad() {
    for (var slot : slots) slot.parameter.zeroGrad();
  }

  /** How many steps were made. */
  public long steps() {
    return steps;
  }

  /** The tensors themselves, under names such as {@code "features.0.weight.exp_avg"}. */
  public SequencedMap<String, Tensor> state() {
    return Collections.unmodifiableSequencedMap(state);
  }

  /**
   * Goes on from where {@link #state} and {@link #steps} were read; the tensors are copied.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  public void restore(Map<String, Tensor> saved, long steps) {
    NamedTensors.copy(saved, state);
    this.steps = steps;
  }
}
