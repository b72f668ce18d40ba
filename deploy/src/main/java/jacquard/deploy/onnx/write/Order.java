package jacquard.deploy.onnx.write;

import jacquard.engine.tensor.Shape;

/**
 * How a value of the graph stands in the file.
 *
 * @param kind in which order
 * @param image for {@link Kind#FLAT} the image {@code [n, h, w, c]} that was flattened, for one
 *     sample
 */
record Order(Kind kind, Shape image) {
  /** The orders. */
  enum Kind {
    /** As in the graph. */
    PLAIN,
    /** An image {@code [n, c, h, w]}; in the graph it is {@code [n, h, w, c]}. */
    IMAGE,
    /** {@code [n, c h w]}; in the graph it is {@code [n, h w c]}. */
    FLAT
  }

  static final Order PLAIN = new Order(Kind.PLAIN, null);
  static final Order IMAGE = new Order(Kind.IMAGE, null);

  /** A flattened image; plain if that is the same. */
  static Order flat(Shape image) {
    boolean same = image.dim(3) == 1 || image.dim(1) * image.dim(2) == 1;
    return same ? PLAIN : new Order(Kind.FLAT, image);
  }
}
