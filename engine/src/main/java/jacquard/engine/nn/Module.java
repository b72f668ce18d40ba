package jacquard.engine.nn;

import jacquard.engine.autograd.Context;
import jacquard.engine.tensor.Streams;
import jacquard.engine.tensor.Tensor;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * A function with parameters. Subclasses register what they own with {@link #add}, {@link
 * #parameter} and {@link #buffer}; names join into paths as in PyTorch: {@code
 * "features.0.weight"}.
 *
 * <p>Whether it trains or evaluates is a matter of the {@link Context} it is applied in.
 */
public abstract class Module {
  private final SequencedMap<String, Module> children = new LinkedHashMap<>();
  private final SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
  private final SequencedMap<String, Tensor> buffers = new LinkedHashMap<>();

  /** A module that owns nothing yet. */
  protected Module() {}

  /** The computation. Callers use {@link #apply}, which keeps track of the layer's name. */
  protected abstract Tensor forward(Tensor x);

  /** Applies the module. */
  public final Tensor apply(Tensor x) {
    return forward(x);
  }

  /** Applies a child under its name. */
  protected final Tensor apply(String child, Tensor x) {
    return Context.current().inLayer(child, () -> children.get(child).apply(x));
  }

  /** Registers a child module. */
  protected final <M extends Module> M add(String name, M child) {
    register(children, name, child);
    return child;
  }

  /** Registers a parameter. */
  protected final Parameter parameter(String name, Parameter parameter) {
    register(parameters, name, parameter);
    return parameter;
  }

  /** Registers a tensor that is saved with the model but not learned. */
  protected final Tensor buffer(String name, Tensor tensor) {
    register(buffers, name, tensor);
    return tensor;
  }

  private static <T> void register(SequencedMap<String, T> map, String name, T value) {
    if (map.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException("the name '" + name + "' is taken");
    }
  }

  /** The child modules by name. */
  public final SequencedMap<String, Module> children() {
    return Collections.unmodifiableSequencedMap(children);
  }

  /**
   * All parameters by path, in order of registration. One that several modules share has the name
   * that comes first, as in PyTorch.
   */
  public final SequencedMap<String, Parameter> namedParameters() {
    return collect(module -> module.parameters);
  }

  /** All buffers by path, in order of registration. */
  public final SequencedMap<String, Tensor> namedBuffers() {
    return collect(module -> module.buffers);
  }

  /** All parameters. */
  public final Collection<Parameter> parameters() {
    return namedParameters().values();
  }

  /** How many numbers are learned. */
  public final long parameterCount() {
    return parameters().stream().mapToLong(Tensor::size).sum();
  }

  /** Draws all parameters; each has a random stream of its own. Returns this module. */
  public final Module initialize(long seed) {
    int ordinal = 0;
    for (var parameter : parameters()) {
      parameter.initialize(Streams.initialization(seed, ordinal++));
    }
    return this;
  }

  /** Forgets all gradients. */
  public final void zeroGrad() {
    parameters().forEach(Tensor::zeroGrad);
  }

  private <T> SequencedMap<String, T> collect(Function<Module, SequencedMap<String, T>> owned) {
    var names = new LinkedHashMap<T, String>(); // tensors are equal only to themselves
    collect("", owned, names);
    var all = new LinkedHashMap<String, T>();
    names.forEach((value, name) -> all.put(name, value));
    return all;
  }

  private <T> void collect(
      String prefix, Function<Module, SequencedMap<String, T>> owned, Map<T, String> names) {
    owned.apply(this).forEach((name, value) -> names.putIfAbsent(value, prefix + name));
    children.forEach((name, child) -> child.collect(prefix + name + ".", owned, names));
  }
}
