package jacquard.kernels.vector;

import jacquard.kernels.OptimizerUpdate;
import jacquard.kernels.Parallel;
import jacquard.kernels.Workspace;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Optimiser steps in one pass over memory. The operations and their order are the scalar tier's, so
 * the bits are the same.
 */
final class VectorOptimizerUpdate implements OptimizerUpdate {
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = F.length();

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
      update(p, g, v, Split.from(n, part, parts), Split.from(n, part + 1, parts));
    }

    private void update(float[] p, float[] g, float[] v, int from, int to) {
      var decays = FloatVector.broadcast(F, decay);
      var steps = FloatVector.broadcast(F, step);
      var momenta = FloatVector.broadcast(F, momentum);
      var intakes = FloatVector.broadcast(F, intake);
      var isFirst = F.maskAll(first);
      var isNesterov = F.maskAll(nesterov);
      int i = from;
      for (int end = from + F.loopBound(to - from); i < end; i += LANES) {
        var ps = FloatVector.fromArray(F, p, i);
        var d = ps.fma(decays, FloatVector.fromArray(F, g, i));
        if (v != null) {
          var vs = FloatVector.fromArray(F, v, i).fma(momenta, d.mul(intakes)).blend(d, isFirst);
          vs.intoArray(v, i);
          d = vs.blend(vs.fma(momenta, d), isNesterov);
        }
        d.fma(steps, ps).intoArray(p, i);
      }
      if (i < to) {
        var mask = F.indexInRange(i, to);
        var ps = FloatVector.fromArray(F, p, i, mask);
        var d = ps.fma(decays, FloatVector.fromArray(F, g, i, mask));
        if (v != null) {
          var vs = FloatVector.fromArray(F, v, i, mask);
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
      update(p, g, m, v, Split.from(n, part, parts), Split.from(n, part + 1, parts));
    }

    private void update(float[] p, float[] g, float[] m, float[] v, int from, int to) {
      var l2s = FloatVector.broadcast(F, l2);
      var shrinks = FloatVector.broadcast(F, shrink);
      var intakes1 = FloatVector.broadcast(F, intake1);
      var keeps2 = FloatVector.broadcast(F, keep2);
      var intakes2 = FloatVector.broadcast(F, intake2);
      var epsilons = FloatVector.broadcast(F, epsilon);
      var corrections2 = FloatVector.broadcast(F, correction2);
      var steps = FloatVector.broadcast(F, step);
      int i = from;
      for (int end = from + F.loopBound(to - from); i < end; i += LANES) {
        var ps = FloatVector.fromArray(F, p, i);
        var d = ps.fma(l2s, FloatVector.fromArray(F, g, i));
        var ms = FloatVector.fromArray(F, m, i);
        ms = d.sub(ms).fma(intakes1, ms);
        ms.intoArray(m, i);
        var vs = d.mul(intakes2).fma(d, FloatVector.fromArray(F, v, i).mul(keeps2));
        vs.intoArray(v, i);
        var quotient = ms.div(vs.lanewise(VectorOperators.SQRT).fma(corrections2, epsilons));
        quotient.fma(steps, ps.fma(shrinks, ps)).intoArray(p, i);
      }
      if (i < to) {
        var mask = F.indexInRange(i, to);
        var ps = FloatVector.fromArray(F, p, i, mask);
        var d = ps.fma(l2s, FloatVector.fromArray(F, g, i, mask));
        var ms = FloatVector.fromArray(F, m, i, mask);
        ms = d.sub(ms).fma(intakes1, ms);
        ms.intoArray(m, i, mask);
        var vs = d.mul(intakes2).fma(d, FloatVector.fromArray(F, v, i, mask).mul(keeps2));
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
      update(p, g, s, b, Split.from(n, part, parts), Split.from(n, part + 1, parts));
    }

    private void update(float[] p, float[] g, float[] s, float[] b, int from, int to) {
      var decays = FloatVector.broadcast(F, decay);
      var keeps = FloatVector.broadcast(F, keep);
      var intakes = FloatVector.broadcast(F, intake);
      var epsilons = FloatVector.broadcast(F, epsilon);
      var momenta = FloatVector.broadcast(F, momentum);
      var steps = FloatVector.broadcast(F, step);
      int i = from;
      for (int end = from + F.loopBound(to - from); i < end; i += LANES) {
        var ps = FloatVector.fromArray(F, p, i);
        var d = ps.fma(decays, FloatVector.fromArray(F, g, i));
        var squares = d.mul(intakes).fma(d, FloatVector.fromArray(F, s, i).mul(keeps));
        squares.intoArray(s, i);
        var u = d.div(squares.lanewise(VectorOperators.SQRT).add(epsilons));
        if (b != null) {
          u = FloatVector.fromArray(F, b, i).fma(momenta, u);
          u.intoArray(b, i);
        }
        u.fma(steps, ps).intoArray(p, i);
      }
      if (i < to) {
        var mask = F.indexInRange(i, to);
        var ps = FloatVector.fromArray(F, p, i, mask);
        var d = ps.fma(decays, FloatVector.fromArray(F, g, i, mask));
        var squares = d.mul(intakes).fma(d, FloatVector.fromArray(F, s, i, mask).mul(keeps));
        squares.intoArray(s, i, mask);
        var u = d.div(squares.lanewise(VectorOperators.SQRT).add(epsilons));
        if (b != null) {
          u = FloatVector.fromArray(F, b, i, mask).fma(momenta, u);
          u.intoArray(b, i, mask);
        }
        u.fma(steps, ps).intoArray(p, i, mask);
      }
    }
  }
}
