package jacquard.fashion.data;

import java.util.Arrays;

/**
 * A closed polygon in garment coordinates: x and y in about {@code [-1, 1]}, y pointing down.
 * Curves are flattened as they are added.
 */
final class Outline {
  private static final int CURVE_STEPS = 6;

  private double[] points = new double[64]; // x, y, x, y, ...
  private int length;

  /** Starts at a point. */
  Outline(double x, double y) {
    to(x, y);
  }

  int size() {
    return length / 2;
  }

  double x(int point) {
    return points[2 * point];
  }

  double y(int point) {
    return points[2 * point + 1];
  }

  /** A straight edge to a point. */
  Outline to(double x, double y) {
    if (length == points.length) points = Arrays.copyOf(points, 2 * length);
    points[length++] = x;
    points[length++] = y;
    return this;
  }

  /** A quadratic Bezier curve to (x, y), pulled towards (cx, cy). */
  Outline curve(double cx, double cy, double x, double y) {
    double x0 = points[length - 2];
    double y0 = points[length - 1];
    for (int step = 1; step <= CURVE_STEPS; step++) {
      double t = (double) step / CURVE_STEPS;
      double s = 1 - t;
      to(s * s * x0 + 2 * s * t * cx + t * t * x, s * s * y0 + 2 * s * t * cy + t * t * y);
    }
    return this;
  }

  /** Adds the mirror image at the axis x = 0 in reverse order: half a garment becomes a whole. */
  Outline mirrored() {
    for (int point = size() - 1; point >= 0; point--) to(-x(point), y(point));
    return this;
  }

  /** The line from (x0, y0) to (x1, y1) drawn with a pen of that width. */
  static Outline line(double x0, double y0, double x1, double y1, double width) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double half = width / 2 / Math.max(Math.sqrt(dx * dx + dy * dy), 1e-9);
    double nx = -dy * half;
    double ny = dx * half;
    return new Outline(x0 + nx, y0 + ny)
        .to(x1 + nx, y1 + ny)
        .to(x1 - nx, y1 - ny)
        .to(x0 - nx, y0 - ny);
  }

  /** An upright box. */
  static Outline box(double left, double top, double right, double bottom) {
    return new Outline(left, top).to(right, top).to(right, bottom).to(left, bottom);
  }

  /** An arch from (left, y) up by {@code rise} and down to (right, y), a band of that width. */
  static Outline arch(double left, double right, double y, double rise, double width) {
    double middle = (left + right) / 2;
    double peak = y - 2 * rise; // a quadratic curve reaches half way to its control point
    return new Outline(left, y)
        .curve(middle, peak, right, y)
        .to(right - width, y)
        .curve(middle, peak + 2 * width, left + width, y);
  }
}
