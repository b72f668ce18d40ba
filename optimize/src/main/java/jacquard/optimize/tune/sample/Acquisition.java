package jacquard.optimize.tune.sample;

/** How much a trial at some place promises. */
interface Acquisition {
  /**
   * The promise, of which more is better.
   *
   * @param features of the place
   * @param gradient receives the derivatives by the features; null if not wanted
   */
  double at(double[] features, double[] gradient);
}
