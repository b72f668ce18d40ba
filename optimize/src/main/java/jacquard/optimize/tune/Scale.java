package jacquard.optimize.tune;

/** How the numbers of a range are spread over it. */
public enum Scale {
  LINEAR,
  LOG
}
