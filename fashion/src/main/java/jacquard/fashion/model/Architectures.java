package jacquard.fashion.model;

import static jacquard.fashion.data.FashionMnist.CLASSES;
import static jacquard.fashion.data.FashionMnist.PIXELS;

import jacquard.engine.nn.Activation;
import jacquard.engine.nn.AvgPool2d;
import jacquard.engine.nn.BatchNorm2d;
import jacquard.engine.nn.Conv2d;
import jacquard.engine.nn.Dropout;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Initializer;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.MaxPool2d;
import jacquard.engine.nn.Module;
import jacquard.engine.nn.Sequential;

/** The layers of the zoo's models, from {@code [n, 28, 28, 1]} to logits {@code [n, 10]}. */
final class Architectures {
  private Architectures() {}

  static Module linear() {
    return new Sequential(new Flatten(), new Linear(PIXELS, CLASSES));
  }

  /** Two hidden layers, with dropout after each. */
  static Module perceptron(int first, int second, double dropout) {
    return new Sequential(
        new Flatten(),
        new Linear(PIXELS, first),
        Activation.relu(),
        new Dropout(dropout),
        new Linear(first, second),
        Activation.relu(),
        new Dropout(dropout),
        new Linear(second, CLASSES));
  }

  /** LeNet-5 as Caffe has it: 20-50-500, ReLU in the dense part alone, 431,080 parameters. */
  static Module lenet5(double dropout) {
    return new Sequential(
        new Conv2d(1, 20, 5, 0),
        new MaxPool2d(2),
        new Conv2d(20, 50, 5, 0),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(4 * 4 * 50, 500),
        Activation.relu(),
        new Dropout(dropout),
        new Linear(500, CLASSES));
  }

  /** Two convolutions and two dense layers: 421,642 parameters. */
  static Module cnn(double dropout) {
    return new Sequential(
        new Conv2d(1, 32, 3, 1),
        Activation.relu(),
        new MaxPool2d(2),
        new Conv2d(32, 64, 3, 1),
        Activation.relu(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(7 * 7 * 64, 128),
        Activation.relu(),
        new Dropout(dropout),
        new Linear(128, CLASSES));
  }

  /**
   * Three stages of two 3x3 convolutions with batch norm, halved by max pooling and averaged at the
   * end, so that nearly all parameters convolve (Simonyan and Zisserman 2015; the global average is
   * Lin et al. 2014, section 3.2). Channels are multiples of 16, one lane block.
   */
  static Module stages(double dropout, int... channels) {
    return new Sequential(
        convolution(1, channels[0]),
        convolution(channels[0], channels[1]),
        new MaxPool2d(2),
        convolution(channels[1], channels[2]),
        convolution(channels[2], channels[3]),
        new MaxPool2d(2),
        convolution(channels[3], channels[4]),
        convolution(channels[4], channels[5]),
        AvgPool2d.global(),
        new Flatten(),
        new Dropout(dropout),
        new Linear(channels[5], CLASSES));
  }

  /** Convolution without bias, which batch norm would take away again, batch norm, ReLU. */
  private static Module convolution(int in, int out) {
    int kernel = 3;
    var weights = Initializer.kaimingUniform(kernel * kernel * in);
    return new Sequential(
        new Conv2d(in, out, kernel, 1, 1, 1, false, weights),
        new BatchNorm2d(out),
        Activation.relu());
  }
}
