package jacquard.engine.nn;

import jacquard.engine.tensor.Tensor;
import java.util.SequencedMap;

/** Modules applied one after the other, named by their position or explicitly. */
public final class Sequential extends Module {
  /** Children are named {@code "0", "1", ...}. */
  public Sequential(Module... modules) {
    for (int i = 0; i < modules.length; i++) add(Integer.toString(i), modules[i]);
  }

  /** Children with names. */
  public Sequential(SequencedMap<String, Module> modules) {
    modules.forEach(this::add);
  }

  @Override
  protected Tensor forward(Tensor x) {
    for (var name : children().keySet()) x = apply(name, x);
    return x;
  }
}
