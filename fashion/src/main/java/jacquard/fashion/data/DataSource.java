package jacquard.fashion.data;

/**
 * Where the pictures came from; shown on screen, in JSON and on every page.
 *
 * @param name {@code "fashion-mnist"} or {@code "generated"}
 * @param description one line for people, which says plainly when the set is not the real one
 */
public record DataSource(String name, String description) {
  /** The name of the stand-in. */
  public static final String GENERATED = "generated";

  static DataSource real(String where) {
    return new DataSource("fashion-mnist", "Fashion-MNIST, " + where);
  }

  static DataSource generated(String why) {
    return new DataSource(
        GENERATED, "generated garments, drawn by code: NOT Fashion-MNIST (" + why + ")");
  }

  /** Whether this is the stand-in: no figure from it is ever published. */
  public boolean isGenerated() {
    return name.equals(GENERATED);
  }
}
