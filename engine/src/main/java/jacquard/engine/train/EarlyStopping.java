package jacquard.engine.train;

/**
 * Ends a training that no longer gets better (Prechelt 1998).
 *
 * @param patience how many epochs in a row may be no better than the best, at least 1
 */
public record EarlyStopping(int patience) implements Callback {
  /**
   * @throws IllegalArgumentException if {@code patience < 1}
   */
  public EarlyStopping {
    if (patience < 1) {
      throw new IllegalArgumentException("patience must be at least 1 epoch, not " + patience);
    }
  }

  @Override
  public boolean isOver(History history) {
    return history.epochs().size() - 1 - history.best() >= patience;
  }
}
