package jacquard.kernels.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Scratch memory for each part of a region, made when it is first needed and then kept. */
final class PerPart<T> {
  private final Supplier<T> factory;
  private final List<T> contents = new ArrayList<>();

  PerPart(Supplier<T> factory) {
    this.factory = factory;
  }

  /** Makes room for that many parts; not while the region runs. */
  void prepare(int parts) {
    while (contents.size() < parts) contents.add(factory.get());
  }

  T get(int part) {
    return contents.get(part);
  }
}
