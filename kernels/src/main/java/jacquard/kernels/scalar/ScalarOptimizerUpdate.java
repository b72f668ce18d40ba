package jacquard.kernels.scalar;

import static java.lang.Math.fma;

import jacquard.kernels.OptimizerUpdate;
import jacquard.kernels.Workspace;

/**
 * Optimiser steps, one element at a time. Where a product is followed by a sum they are fused, in
 * the order the vector tier fuses them: both give the same bits.
 */
final class ScalarOptimizerUpdate implements OptimizerUpdate {
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
    float decay = (float) weightDecay;
    float mu = (float) momentum;
    float intake = (float) (1 - dampening);
    float step = (float) -rate;
    for (int i = 0; i < n; i++) {
      float d = fma(decay, p[i], g[i]);
      if (v != null) {
        v[i] = first ? d : fma(mu, v[i], intake * d);
        d = nesterov ? fma(mu, v[i], d) : v[i];
      }
      p[i] = fma(step, d, p[i]);
    }
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
    float l2 = decoupled ? 0 : (float) weightDecay;
    float shrink = decoupled ? (float) (-rate * weightDecay) : 0;
    float intake1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float intake2 = (float) (1 - beta2);
    float eps = (float) epsilon;
    float correction2 = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, step)));
    float stepSize = (float) (-rate / (1 - StrictMath.pow(beta1, step)));
    for (int i = 0; i < n; i++) {
      float d = fma(l2, p[i], g[i]);
      m[i] = fma(intake1, d - m[i], m[i]);
      v[i] = fma(intake2 * d, d, keep2 * v[i]);
      float denominator = fma((float) Math.sqrt(v[i]), correction2, eps);
      p[i] = fma(stepSize, m[i] / denominator, fma(shrink, p[i], p[i]));
    }
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
    float decay = (float) weightDecay;
    float keep = (float) alpha;
    float intake = (float) (1 - alpha);
    float eps = (float) epsilon;
    float mu = (float) momentum;
    float step = (float) -rate;
    for (int i = 0; i < n; i++) {
      float d = fma(decay, p[i], g[i]);
      s[i] = fma(intake * d, d, keep * s[i]);
      float u = d / ((float) Math.sqrt(s[i]) + eps);
      if (b != null) {
        b[i] = fma(mu, b[i], u);
        u = b[i];
      }
      p[i] = fma(step, u, p[i]);
    }
  }
}
