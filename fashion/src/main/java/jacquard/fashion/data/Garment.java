package jacquard.fashion.data;

import java.util.List;

/** The ten classes; a label is the {@link #ordinal()}. */
public enum Garment {
  /** Label 0. */
  T_SHIRT("T-shirt/top"),
  /** Label 1. */
  TROUSER("Trouser"),
  /** Label 2. */
  PULLOVER("Pullover"),
  /** Label 3. */
  DRESS("Dress"),
  /** Label 4. */
  COAT("Coat"),
  /** Label 5. */
  SANDAL("Sandal"),
  /** Label 6. */
  SHIRT("Shirt"),
  /** Label 7. */
  SNEAKER("Sneaker"),
  /** Label 8. */
  BAG("Bag"),
  /** Label 9. */
  ANKLE_BOOT("Ankle boot");

  private static final List<Garment> ALL = List.of(values());

  private final String title;

  Garment(String title) {
    this.title = title;
  }

  /** The name the authors of Fashion-MNIST gave the class. */
  public String title() {
    return title;
  }

  /** The class of a label, 0 to 9. */
  public static Garment of(int label) {
    return ALL.get(label);
  }

  /** The ten titles in label order. */
  public static List<String> titles() {
    return ALL.stream().map(Garment::title).toList();
  }
}
