package jacquard.engine.train;

/**
 * Where a training stands between two steps.
 *
 * @param epoch the epoch that is running, from 0
 * @param batch how many batches of it are done
 * @param step how many steps are done over all epochs
 * @param lossSum the sum of the samples' losses in this epoch
 * @param correct how many of the epoch's samples were classified rightly
 * @param seen how many samples the epoch has had
 * @param seconds what the epoch took so far
 */
public record Progress(
    int epoch, int batch, long step, double lossSum, long correct, long seen, double seconds) {
  /** The very beginning. */
  static final Progress START = new Progress(0, 0, 0, 0, 0, 0, 0);

  /** One step on. */
  Progress after(float loss, int right, int samples, double elapsed) {
    return new Progress(
        epoch,
        batch + 1,
        step + 1,
        lossSum + (double) loss * samples,
        correct + right,
        seen + samples,
        seconds + elapsed);
  }

  /** The next epoch's beginning. */
  Progress nextEpoch() {
    return new Progress(epoch + 1, 0, step, 0, 0, 0, 0);
  }

  /** Means of the epoch so far. */
  Metrics metrics() {
    return new Metrics(lossSum / seen, (double) correct / seen);
  }

  double imagesPerSecond() {
    return seen / seconds;
  }
}
