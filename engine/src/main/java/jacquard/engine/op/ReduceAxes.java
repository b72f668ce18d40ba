package jacquard.engine.op;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.util.List;

/**
 * Reduces any axes of a tensor of any type, in double precision. {@link Reduce} is faster and has a
 * gradient where one axis is summed, averaged or searched for its maximum.
 *
 * @param kind how
 * @param axes which axes, from 0
 * @param keepDims they stay, with length 1
 */
public record ReduceAxes(Kind kind, List<Integer> axes, boolean keepDims) implements InferenceOnly {
  /** How axes are reduced. */
  public enum Kind {
    /** The sum. */
    SUM,
    /** The mean; NaN of nothing. */
    MEAN,
    /** The maximum. */
    MAX,
    /** The minimum. */
    MIN,
    /** The product. */
    PROD,
    /** The sum of magnitudes. */
    L1,
    /** The Euclidean length. */
    L2,
    /** The logarithm of the sum. */
    LOG_SUM,
    /** The logarithm of the sum of exponentials. */
    LOG_SUM_EXP,
    /** The sum of squares. */
    SUM_SQUARE;

    private double start() {
      return switch (this) {
        case SUM, MEAN, L1, L2, LOG_SUM, LOG_SUM_EXP, SUM_SQUARE -> 0;
        case PROD -> 1;
        case MAX -> Double.NEGATIVE_INFINITY;
        case MIN -> Double.POSITIVE_INFINITY;
      };
    }

    private double add(double sum, double x) {
      return switch (this) {
        case SUM, MEAN, LOG_SUM -> sum + x;
        case L1 -> sum + Math.abs(x);
        case L2, SUM_SQUARE -> sum + x * x;
        case LOG_SUM_EXP -> sum + Math.exp(x);
        case PROD -> sum * x;
        case MAX -> Math.max(sum, x);
        case MIN -> Math.min(sum, x);
      };
    }

    private double finish(double sum, double count) {
      return switch (this) {
        case SUM, L1, SUM_SQUARE, PROD, MAX, MIN -> sum;
        case MEAN -> sum / count;
        case L2 -> Math.sqrt(sum);
        case LOG_SUM, LOG_SUM_EXP -> Math.log(sum);
      };
    }
  }

  /** Copies the list. */
  public ReduceAxes {
    axes = List.copyOf(axes);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var shape = kept(inputs.getFirst());
    if (keepDims) return shape;
    for (int axis : axes.stream().sorted().distinct().toList().reversed()) {
      shape = shape.without(axis);
    }
    return shape;
  }

  private Shape kept(Shape x) {
    var shape = x;
    for (int axis : axes) shape = shape.with(axis, 1);
    return shape;
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Call call, List<Tensor> inputs, Tensor output) {
    var x = inputs.getFirst();
    var kept = kept(x.shape());
    var strides = Broadcast.strides(kept, x.shape());
    var sums = new double[kept.size()];
    java.util.Arrays.fill(sums, kind.start());
    var largest = kind == Kind.LOG_SUM_EXP ? largest(x, strides, kept.size()) : null;
    var indices = new Indices(x.shape());
    for (int i = 0; i < x.size(); i++) {
      int target = indices.offset(strides);
      double shift = largest == null ? 0 : largest[target];
      sums[target] = kind.add(sums[target], Scalars.real(x, i) - shift);
      indices.next();
    }
    double count = (double) x.size() / Math.max(1, kept.size());
    for (int i = 0; i < sums.length; i++) {
      double shift = largest == null ? 0 : largest[i];
      Scalars.set(output, i, kind.finish(sums[i], count) + shift);
    }
  }

  /** What exponents are reduced by, so that none overflows; 0 where there is nothing finite. */
  private static double[] largest(Tensor x, int[] strides, int size) {
    var largest = new double[size];
    java.util.Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    var indices = new Indices(x.shape());
    for (int i = 0; i < x.size(); i++) {
      int target = indices.offset(strides);
      largest[target] = Math.max(largest[target], Scalars.real(x, i));
      indices.next();
    }
    for (int i = 0; i < size; i++) if (!Double.isFinite(largest[i])) largest[i] = 0;
    return largest;
  }
}
