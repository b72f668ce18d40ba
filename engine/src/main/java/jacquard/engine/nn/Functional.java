package jacquard.engine.nn;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.op.ArgMax;
import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.Concat;
import jacquard.engine.op.CrossEntropy;
import jacquard.engine.op.MatMul;
import jacquard.engine.op.Permute;
import jacquard.engine.op.Pointwise;
import jacquard.engine.op.Reduce;
import jacquard.engine.op.Reshape;
import jacquard.engine.op.Softmax;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;
import jacquard.kernels.Unary;
import java.util.Arrays;

/** Ops as functions, under PyTorch's names. */
public final class Functional {
  private Functional() {}

  /** {@code a + b}, with broadcasting. */
  public static Tensor add(Tensor a, Tensor b) {
    return Autograd.apply(new Arithmetic(Binary.ADD), a, b);
  }

  /** {@code a - b}, with broadcasting. */
  public static Tensor sub(Tensor a, Tensor b) {
    return Autograd.apply(new Arithmetic(Binary.SUB), a, b);
  }

  /** {@code a * b}, with broadcasting. */
  public static Tensor mul(Tensor a, Tensor b) {
    return Autograd.apply(new Arithmetic(Binary.MUL), a, b);
  }

  /** {@code a / b}, with broadcasting. */
  public static Tensor div(Tensor a, Tensor b) {
    return Autograd.apply(new Arithmetic(Binary.DIV), a, b);
  }

  /** {@code x * factor}. */
  public static Tensor scale(Tensor x, float factor) {
    return Autograd.apply(new Pointwise(Unary.SCALE, factor), x);
  }

  /** {@code max(x, 0)}. */
  public static Tensor relu(Tensor x) {
    return pointwise(Unary.RELU, x);
  }

  /** Any function of one argument that takes no parameter. */
  public static Tensor pointwise(Unary function, Tensor x) {
    return Autograd.apply(new Pointwise(function), x);
  }

  /** {@code a b}, for each pair of matrices. */
  public static Tensor matmul(Tensor a, Tensor b) {
    return Autograd.apply(new MatMul(), a, b);
  }

  /** Softmax over the last axis. */
  public static Tensor softmax(Tensor x) {
    return Autograd.apply(new Softmax(false), x);
  }

  /** Log-softmax over the last axis. */
  public static Tensor logSoftmax(Tensor x) {
    return Autograd.apply(new Softmax(true), x);
  }

  /** The mean cross-entropy of {@code logits[n, classes]} and int32 {@code labels[n]}. */
  public static Tensor crossEntropy(Tensor logits, Tensor labels, float labelSmoothing) {
    return Autograd.apply(new CrossEntropy(labelSmoothing), logits, labels);
  }

  /** The sum along an axis, which goes. */
  public static Tensor sum(Tensor x, int axis) {
    return Autograd.apply(new Reduce(Reduce.Kind.SUM, axis, false), x);
  }

  /** The mean along an axis, which goes. */
  public static Tensor mean(Tensor x, int axis) {
    return Autograd.apply(new Reduce(Reduce.Kind.MEAN, axis, false), x);
  }

  /** The maximum along an axis, which goes. */
  public static Tensor max(Tensor x, int axis) {
    return Autograd.apply(new Reduce(Reduce.Kind.MAX, axis, false), x);
  }

  /** The index of the first maximum along an axis, which goes; int32, without gradient. */
  public static Tensor argmax(Tensor x, int axis) {
    return Autograd.apply(new ArgMax(axis), x);
  }

  /** The same elements under other dimensions; one may be -1. */
  public static Tensor reshape(Tensor x, Integer... dims) {
    return Autograd.apply(new Reshape(Arrays.asList(dims)), x);
  }

  /** Reorders the axes: output axis {@code i} is input axis {@code axes[i]}. */
  public static Tensor permute(Tensor x, Integer... axes) {
    return Autograd.apply(new Permute(Arrays.asList(axes)), x);
  }

  /** Joins tensors along an axis. */
  public static Tensor concat(int axis, Tensor... tensors) {
    return Autograd.apply(new Concat(axis), tensors);
  }
}
