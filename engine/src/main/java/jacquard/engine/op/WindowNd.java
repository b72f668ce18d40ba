package jacquard.engine.op;

import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import java.util.Collections;
import java.util.List;

/**
 * The windows of a convolution or pooling over any number of axes, with gaps between their elements
 * and paddings of their own on both sides. All lists have an entry for each of those axes.
 *
 * @param kernel how many elements a window has
 * @param strides from one window to the next
 * @param before padding in front
 * @param after padding behind
 * @param dilations from one element of a window to the next
 */
public record WindowNd(
    List<Integer> kernel,
    List<Integer> strides,
    List<Integer> before,
    List<Integer> after,
    List<Integer> dilations) {
  /** Copies the lists. */
  public WindowNd {
    kernel = List.copyOf(kernel);
    strides = List.copyOf(strides);
    before = List.copyOf(before);
    after = List.copyOf(after);
    dilations = List.copyOf(dilations);
  }

  /**
   * Checks the figures.
   *
   * @throws ShapeException if the lists have different lengths, a length, stride or dilation is not
   *     positive, or a padding is negative
   */
  void check() {
    for (var list : List.of(strides, before, after, dilations)) {
      if (list.size() != kernel.size()) {
        throw new ShapeException(
            "windows of %d axes need as many figures, not %s".formatted(kernel.size(), list));
      }
    }
    if (smallest(kernel) < 1 || smallest(strides) < 1 || smallest(dilations) < 1) {
      throw new ShapeException(
          "windows %s, strides %s and dilations %s must be positive"
              .formatted(kernel, strides, dilations));
    }
    if (smallest(before) < 0 || smallest(after) < 0) {
      throw new ShapeException("paddings %s, %s must not be negative".formatted(before, after));
    }
  }

  private static int smallest(List<Integer> list) {
    return list.isEmpty() ? 1 : Collections.min(list);
  }

  /** The number of axes. */
  int rank() {
    return kernel.size();
  }

  /**
   * How many windows an axis has.
   *
   * @param roundUp a last window may begin in the image and end outside
   * @throws ShapeException if the window is larger than the padded axis
   */
  int count(int axis, int length, boolean roundUp) {
    long window = (long) dilations.get(axis) * (kernel.get(axis) - 1) + 1;
    long room = (long) length + before.get(axis) + after.get(axis) - window;
    if (room < 0) {
      throw new ShapeException(
          "a window of %d is larger than a padded axis of %d".formatted(window, room + window));
    }
    int stride = strides.get(axis);
    long count = (roundUp ? (room + stride - 1) / stride : room / stride) + 1;
    // A window that begins in the padding behind has nothing to see.
    if (roundUp && (count - 1) * stride >= (long) length + before.get(axis)) count--;
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  /** The elements of a window. */
  Shape kernelShape() {
    return Shape.of(kernel.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Where an element of a window lies on an axis; outside of it in the padding. */
  int position(int axis, int window, int element) {
    return window * strides.get(axis) - before.get(axis) + element * dilations.get(axis);
  }
}
