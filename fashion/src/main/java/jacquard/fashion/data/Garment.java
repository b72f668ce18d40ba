package jacquard.fashion.data;

import java.util.List;
import java.util.stream.Stream;

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

  private final String title;

  Garment(String title) {
    this.title = title;
  }

  /** The name the authors of Fashion-MNIST gave the class. */
  public String title() {
    return title;
  }

  /** The ten titles in label order. */
  public static List<String> titles() {
    return Stream.of(values()).map(Garment::title).toList();
  }
}
