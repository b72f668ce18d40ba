package jacquard.bench.contender;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Everyone on the class path. */
public final class Contenders {
  private Contenders() {}

  /** We first, then peers. */
  public static List<Contender> all() {
    var all = new ArrayList<Contender>();
    all.add(new Jacquard());
    ServiceLoader.load(Contender.class).forEach(all::add);
    return all;
  }

  /** The same, and those that run in a process of their own. */
  public static List<Contender> withNative() {
    var all = new ArrayList<>(all());
    var harness = new NativeHarness();
    all.add(new NumPy(harness));
    all.add(new PyTorch(harness));
    return all;
  }

  /**
   * One by name.
   *
   * @throws IllegalArgumentException if it is not on the class path
   */
  public static Contender named(String name) {
    return all().stream()
        .filter(contender -> contender.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no contender '%s' but %s"
                    .formatted(name, all().stream().map(Contender::name).toList())));
  }
}
