package jacquard.fashion.cli;

/** Ctrl-C ended a training: what needs its result cannot go on. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;
}
