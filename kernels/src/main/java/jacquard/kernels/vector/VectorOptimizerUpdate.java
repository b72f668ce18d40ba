package jacquard.kernels.vector;

import static jacquard.kernels.vector.Lanes.LANES;
import static jacquard.kernels.vector.Lanes.SPECIES;

import jacquard.kernels.OptimizerUpdate;
import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Optimiser steps in one pass over memory. The operations and their order are the scalar tier's, so
 * the bits are the same.
 */
final class VectorOptimizerUpdate implements OptimizerUpdate {
  private static final Workspace.Slot<Sgd> SGD = Workspace.Slot.of(Sgd::new);
  private static final Workspace.Slot<Adam> ADAM = Workspace.Slot.of(Adam::new);
  private static final Workspace.Slot<Rmsprop> RMSPROP = Workspace.Slot.of(Rmsprop::new);

  @Override
  public void sgd(
      int n,
      float[] p,
      float[] g,
      float[] v,
      double rate,
      double momentum,
      double dampening,
      double weightDecay,
      boolean nesterov,
      boolean first,
      Workspace workspace) {
    var region = workspace.get(SGD);
    region.n = n;
    region.p = p;
    region.g = g;
    region.v = v;
    region.step = (float) -rate;
    region.momentum = (float) momentum;
    region.intake = (float) (1 - dampening);
    region.decay = (float) weightDecay;
    region.nesterov = nesterov;
    region.first = first;
    Split.run(workspace, region, n, Tuning.OPTIMIZER_MIN_ELEMENTS);
  }

  @Override
  public void adam(
      int n,
      float[] p,
      float[] g,
      float[] m,
      float[] v,
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean decoupled,
      long step,
      Workspace workspace) {
    var region = workspace.get(ADAM);
    region.n = n;
    region.p = p;
    region.g = g;
    region.m = m;
    region.v = v;
    region.l2 = decoupled ? 0 : (float) weightDecay;
    region.shrink = decoupled ? (float) (-rate * weightDecay) : 0;
    region.intake1 = (float) (1 - beta1);
    region.keep2 = (float) beta2;
    region.intake2 = (float) (1 - beta2);
    region.epsilon = (float) epsilon;
    region.correction2 = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, step)));
    region.step = (float) (-rate / (1 - StrictMath.pow(beta1, step)));
    Split.run(workspace, region, n, Tuning.OPTIMIZER_MIN_ELEMENTS);
  }

  @Override
  public void rmsprop(
      int n,
      float[] p,
      float[] g,
      float[] s,
      float[] b,
      double rate,
      double alpha,
      double epsilon,
      double weightDecay,
      double momentum,
      Workspace workspace) {
    var region = workspace.get(RMSPROP);
    region.n = n;
    region.p = p;
    region.g = g;
    region.s = s;
    region.b = b;
    region.step = (float) -rate;
    region.keep = (float) alpha;
    region.intake = (float) (1 - alpha);
    region.epsilon = (float) epsilon;
    region.decay = (float) weightDecay;
    region.momentum = (float) momentum;
    Split.run(workspace, region, n, Tuning.OPTIMIZER_MIN_ELEMENTS);
  }

  private static final class Sgd implements Parallel.Region {
    private int n;
    private float[] p;
    private float[] g;
    private float[] v;
    private float step;
    private float momentum;
    private float intake;
    private float decay;
    private boolean nesterov;
    private boolean first;

    @Override
    public void run(int part, int parts) {
      update(p, g, v, Split.aligned(n, part, parts), Split.aligned(n, part + 1, parts));
    }

    private void update(float[] p, float[] g, float[] v, int from, int to) {
      var decays = FloatVector.broadcast(SPECIES, decay);
      var steps = FloatVector.broadcast(SPECIES, step);
      var momenta = FloatVector.broadcast(SPECIES, momentum);
      var intakes = FloatVector.broadcast(SPECIES, intake);
      var isFirst = SPECIES.maskAll(first);
      var isNesterov = SPECIES.maskAll(nesterov);
      int i = from;
      for (int end = from + SPECIES.loopBound(to - from); i < end; i += LANES) {
        var ps = FloatVector.fromArray(SPECIES, p, i);
        var d = ps.fma(decays, FloatVector.fromArray(SPECIES, g, i));
        if (v != null) {
          var vs =
              FloatVector.fromArray(SPECIES, v, i).fma(momenta, d.mul(intakes)).blend(d, isFirst);
          vs.intoArray(v, i);
          d = vs.blend(vs.fma(momenta, d), isNesterov);
        }
        d.fma(steps, ps).intoArray(p, i);
      }
      if (i < to) {
        var mask = SPECIES.indexInRange(i, to);
        var ps = FloatVector.fromArray(SPECIES, p, i, mask);
        var d = ps.fma(decays, FloatVector.fromArray(SPECIES, g, i, mask));
        if (v != null) {
          var vs = FloatVector.fromArray(SPECIES, v, i, mask);
          vs = vs.fma(momenta, d.mul(intakes)).blend(d, isFirst);
          vs.intoArray(v, i, mask);
          d = vs.blend(vs.fma(momenta, d), isNesterov);
        }
        d.fma(steps, ps).intoArray(p, i, mask);
      }
    }
  }

  private static final class Adam implements Parallel.Region {
    private int n;
    private float[] p;
    private float[] g;
    private float[] m;
    private float[] v;
    private float l2;
    private float shrink;
    private float intake1;
    private float keep2;
    private float intake2;
    private float epsilon;
    private float correction2;
    private float step;

    @Override
    public void run(int part, int parts) {
      update(p, g, m, v, Split.aligned(n, part, parts), Split.aligned(n, part + 1, parts));
    }

    private void update(float[] p, float[] g, float[] m, float[] v, int from, int to) {
      var l2s = FloatVector.broadcast(SPECIES, l2);
      var shrinks = FloatVector.broadcast(SPECIES, shrink);
      var intakes1 = FloatVector.broadcast(SPECIES, intake1);
      var keeps2 = FloatVector.broadcast(SPECIES, keep2);
      var intakes2 = FloatVector.broadcast(SPECIES, intake2);
      var epsilons = FloatVector.broadcast(SPECIES, epsilon);
      var corrections2 = FloatVector.broadcast(SPECIES, correction2);
      var steps = FloatVector.broadcast(SPECIES, step);
      int i = from;
      for (int end = from + SPECIES.loopBound(to - from); i < end; i += LANES) {
        var ps = FloatVector.fromArray(SPECIES, p, i);
        var d = ps.fma(l2s, FloatVector.fromArray(SPECIES, g, i));
        var ms = FloatVector.fromArray(SPECIES, m, i);
        ms = d.sub(ms).fma(intakes1, ms);
        ms.intoArray(m, i);
        var vs = d.mul(intakes2).fma(d, FloatVector.fromArray(SPECIES, v, i).mul(keeps2));
        vs.intoArray(v, i);
        var quotient = ms.div(vs.lanewise(VectorOperators.SQRT).fma(corrections2, epsilons));
        quotient.fma(steps, ps.fma(shrinks, ps)).intoArray(p, i);
      }
      if (i < to) {
        var mask = SPECIES.indexInRange(i, to);
        var ps = FloatVector.fromArray(SPECIES, p, i, mask);
        var d = ps.fma(l2s, FloatVector.fromArray(SPECIES, g, i, mask));
        var ms = FloatVector.fromArray(SPECIES, m, i, mask);
        ms = d.sub(ms).fma(intakes1, ms);
        ms.intoArray(m, i, mask);
        var vs = d.mul(intakes2).fma(d, FloatVector.fromArray(SPECIES, v, i, mask).mul(keeps2));
        vs.intoArray(v, i, mask);
        var quotient = ms.div(vs.lanewise(VectorOperators.SQRT).fma(corrections2, epsilons));
        quotient.fma(steps, ps.fma(shrinks, ps)).intoArray(p, i, mask);
      }
    }
  }

  private static final class Rmsprop implements Parallel.Region {
    private int n;
    private float[] p;
    private float[] g;
    private float[] s;
    private float[] b;
    private float step;
    private float keep;
    private float intake;
    private float epsilon;
    private float decay;
    private float momentum;

    @Override
    public void run(int part, int parts) {
      update(p, g, s, b, Split.aligned(n, part, parts), Split.aligned(n, part + 1, parts));
    }

    private void update(float[] p, float[] g, float[] s, float[] b, int from, int to) {
      var decays = FloatVector.broadcast(SPECIES, decay);
      var keeps = FloatVector.broadcast(SPECIES, keep);
      var intakes = FloatVector.broadcast(SPECIES, intake);
      var epsilons = FloatVector.broadcast(SPECIES, epsilon);
      var momenta = FloatVector.broadcast(SPECIES, momentum);
      var steps = FloatVector.broadcast(SPECIES, step);
      int i = from;
      for (int end = from + SPECIES.loopBound(to - from); i < end; i += LANES) {
        var ps = FloatVector.fromArray(SPECIES, p, i);
        var d = ps.fma(decays, FloatVector.fromArray(SPECIES, g, i));
        var squares = d.mul(intakes).fma(d, FloatVector.fromArray(SPECIES, s, i).mul(keeps));
        squares.intoArray(s, i);
        var u = d.div(squares.lanewise(VectorOperators.SQRT).add(epsilons));
        if (b != null) {
          u = FloatVector.fromArray(SPECIES, b, i).fma(momenta, u);
          u.intoArray(b, i);
        }
        u.fma(steps, ps).intoArray(p, i);
      }
      if (i < to) {
        var mask = SPECIES.indexInRange(i, to);
        var ps = FloatVector.fromArray(SPECIES, p, i, mask);
        var d = ps.fma(decays, FloatVector.fromArray(SPECIES, g, i, mask));
        var squares = d.mul(intakes).fma(d, FloatVector.fromArray(SPECIES, s, i, mask).mul(keeps));
        squares.intoArray(s, i, mask);
        var u = d.div(squares.lanewise(VectorOperators.SQRT).add(epsilons));
        if (b != null) {
          u = FloatVector.fromArray(SPECIES, b, i, mask).fma(momenta, u);
          u.intoArray(b, i, mask);
        }
        u.fma(steps, ps).intoArray(p, i, mask);
      }
    }
  }
}
