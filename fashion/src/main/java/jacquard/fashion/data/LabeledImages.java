package jacquard.fashion.data;

/**
 * Grey pictures with their classes.
 *
 * @param images {@code [n, 28, 28]}, unsigned bytes, 0 is the black background
 * @param labels {@code [n]}, the {@link Garment#ordinal()} of each
 */
public record LabeledImages(byte[] images, byte[] labels) {
}
