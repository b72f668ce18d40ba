package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;

import jacquard.kernels.Binary;
import jacquard.kernels.Elementwise;
import jacquard.kernels.Unary;
import jacquard.kernels.Workspace;
import jdk.incubator.vector.FloatVector;

/** Element-wise functions. No element depends on another, so bits do not depend on the lanes. */
public final class VectorElementwise implements Elementwise {
  private static final Workspace.Slot<UnaryCall> UNARY = Workspace.Slot.of(UnaryCall::new);
  private static final Workspace.Slot<GradientCall> GRADIENT = Workspace.Slot.of(GradientCall::new);
  private static final Workspace.Slot<BinaryCall> BINARY = Workspace.Slot.of(BinaryCall::new);
  private static final Workspace.Slot<EqualCall> EQUAL = Workspace.Slot.of(EqualCall::new);
  private static final Workspace.Slot<AxpbyCall> AXPBY = Workspace.Slot.of(AxpbyCall::new);
  private static final Workspace.Slot<Broadcast> BROADCAST = Workspace.Slot.of(Broadcast::new);
  private static final Workspace.Slot<Dropout> DROPOUT = Workspace.Slot.of(Dropout::new);

  /** The vector kernel; it has no state. */
  public VectorElementwise() {}

  @Override
  public void unary(Unary op, float alpha, int n, float[] x, float[] y, Workspace workspace) {
    var call = workspace.get(UNARY);
    call.op = op;
    call.alpha = alpha;
    call.run(n, x, null, y, workspace);
  }

  @Override
  public void unaryBackward(
      Unary op,
      float alpha,
      int n,
      float[] x,
      float[] y,
      float[] dy,
      float[] dx,
      Workspace workspace) {
    var call = workspace.get(GRADIENT);
    call.op = op;
    call.alpha = alpha;
    call.run(n, Elementwise.backwardReadsOutput(op) ? y : x, dy, dx, workspace);
  }

  @Override
  public void binary(Binary op, int n, float[] a, float[] b, float[] y, Workspace workspace) {
    var call = workspace.get(BINARY);
    call.op = op;
    call.run(n, a, b, y, workspace);
  }

  @Override
  public void equal(int n, float[] a, float[] b, float[] y, Workspace workspace) {
    workspace.get(EQUAL).run(n, a, b, y, workspace);
  }

  @Override
  public void binary(
      Binary op,
      int[] dims,
      float[] a,
      int[] aStrides,
      float[] b,
      int[] bStrides,
      float[] y,
      Workspace workspace) {
    workspace.get(BROADCAST).run(op, dims, a, aStrides, b, bStrides, y, workspace);
  }

  @Override
  public void dropout(
      float rate, long seed, long stream, int n, float[] x, float[] y, Workspace workspace) {
    workspace.get(DROPOUT).run(rate, seed, stream, n, x, y, workspace);
  }

  @Override
  public void axpby(int n, float alpha, float[] x, float beta, float[] y, Workspace workspace) {
    var call = workspace.get(AXPBY);
    call.alpha = alpha;
    call.beta = beta;
    call.run(n, x, y, y, workspace);
  }

  private static final class UnaryCall extends Pointwise {
    private Unary op;
    private float alpha;

    @Override
    void loop(float[] x, float[] unused, float[] y, int from, int to) {
      UnaryLoops.run(op, alpha, x, y, from, to);
    }

    @Override
    int minimum() {
      return switch (op) {
        case GELU, SILU, SIGMOID, TANH, EXP, LOG -> Tuning.TRANSCENDENTAL_MIN_ELEMENTS;
        default -> super.minimum();
      };
    }
  }

  private static final class GradientCall extends Pointwise {
    private Unary op;
    private float alpha;

    @Override
    void loop(float[] v, float[] dy, float[] dx, int from, int to) {
      UnaryGradientLoops.run(op, alpha, v, dy, dx, from, to);
    }

    @Override
    int minimum() {
      return switch (op) {
        case GELU, SILU -> Tuning.TRANSCENDENTAL_MIN_ELEMENTS;
        default -> super.minimum();
      };
    }
  }

  private static final class BinaryCall extends Pointwise {
    private Binary op;

    @Override
    void loop(float[] a, float[] b, float[] y, int from, int to) {
      BinaryLoops.run(op, a, from, b, from, y, from, to - from);
    }
  }

  private static final class EqualCall extends Pointwise {
    @Override
    void loop(float[] a, float[] b, float[] y, int from, int to) {
      var one = FloatVector.broadcast(SPECIES, 1);
      for (int i = from; i < to; i += LANES) {
        var differs = fromArray(SPECIES, a, i).compare(EQ, fromArray(SPECIES, b, i)).not();
        one.blend(0, differs).intoArray(y, i);
      }
    }
  }

  private static final class AxpbyCall extends Pointwise {
    private float alpha;
    private float beta;

    @Override
    void loop(float[] x, float[] y, float[] result, int from, int to) {
      var alphas = FloatVector.broadcast(SPECIES, alpha);
      for (int i = from; i < to; i += LANES) {
        var scaled = fromArray(SPECIES, y, i).mul(beta);
        fromArray(SPECIES, x, i).fma(alphas, scaled).intoArray(result, i);
      }
    }
  }
}
