package jacquard.optimize.prune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Neurons or channels that can only go together: those of one layer, or of several whose outputs
 * are added, with everything that is indexed by them.
 */
public final class ChannelGroup {
  /**
   * An axis of a parameter or buffer whose index {@code i} belongs to channel {@code i % size}.
   *
   * @param tensor its name
   * @param axis which axis
   */
  public record Slice(String tensor, int axis) {}

  private final int size;
  private final List<String> producers = new ArrayList<>();
  private final List<Slice> slices = new ArrayList<>();
  private final List<String> depthwise = new ArrayList<>();
  private boolean frozen;

  ChannelGroup(int size) {
    this.size = size;
  }

  /** How many channels. */
  public int size() {
    return size;
  }

  /** The layers that compute them. */
  public List<String> producers() {
    return Collections.unmodifiableList(producers);
  }

  /** What is indexed by them. */
  public List<Slice> slices() {
    return Collections.unmodifiableList(slices);
  }

  /** Depthwise convolutions, whose number of groups follows. */
  List<String> depthwise() {
    return depthwise;
  }

  /** Whether channels can be removed: nothing that needs them all reads them. */
  public boolean isFree() {
    return !frozen && !producers.isEmpty();
  }

  void freeze() {
    frozen = true;
  }

  void addProducer(String node) {
    producers.add(node);
  }

  void addSlice(String tensor, int axis) {
    var slice = new Slice(tensor, axis);
    if (!slices.contains(slice)) slices.add(slice);
  }

  /** Takes over what belongs to another group of the same size. */
  void absorb(ChannelGroup other) {
    frozen |= other.frozen;
    producers.addAll(other.producers);
    other.slices.forEach(slice -> addSlice(slice.tensor, slice.axis));
    depthwise.addAll(other.depthwise);
  }

  @Override
  public String toString() {
    return "%d channels of %s%s".formatted(size, producers, isFree() ? "" : ", fixed");
  }
}
