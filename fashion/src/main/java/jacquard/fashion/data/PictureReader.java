package jacquard.fashion.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads a user's picture, PNG or JPEG of any size, into the form of Fashion-MNIST: 28x28, grey, the
 * garment bright on black. Sizes are checked before anything is decoded, and large pictures are
 * thinned while they are, so that memory stays within a few megabytes.
 */
public final class PictureReader {
  /** Larger pictures are refused. */
  public static final long LARGEST_PIXELS = 64_000_000;

  private static final int LARGEST_SIDE = 65_535;

  /** Larger pictures are thinned to this: 36 pixels remain for each one of the result. */
  private static final int ENOUGH = 1024;

  private PictureReader() {}

  /**
   * Reads a picture.
   *
   * @return {@code [28, 28]} unsigned bytes, 0 is the background
   * @throws DataException if it cannot be read or shows nothing, with the reason
   */
  public static byte[] read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          file + (Files.exists(file) ? " is not a file" : " does not exist") + "; name a picture");
    }
    try (var stream = ImageIO.createImageInputStream(file.toFile())) {
      if (stream == null) throw new DataException(file + " cannot be read; check its permissions");
      var garment = decode(file, stream).toGarment();
      if (garment != null) return garment;
    } catch (IOException e) {
      throw new DataException(file + " cannot be read: " + e.getMessage(), e);
    }
    throw new DataException(
        file + " shows nothing but background; give a garment on a plain background");
  }

  private static Picture decode(Path file, ImageInputStream stream) throws IOException {
    var reader = reader(file, stream);
    var damage = new ArrayList<String>();
    try {
      reader.setInput(stream, true, true);
      reader.addIIOReadWarningListener((_, warning) -> {
        if (meansLoss(warning)) damage.add(warning);
      });
      checkSize(file, reader);
      var parameters = reader.getDefaultReadParam();
      int step = Math.ceilDiv(Math.max(reader.getWidth(0), reader.getHeight(0)), ENOUGH);
      parameters.setSourceSubsampling(step, step, 0, 0);
      var picture = onWhite(reader.read(0, parameters));
      if (!damage.isEmpty()) throw damaged(file, damage.getFirst(), null);
      return picture;
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders answer hostile bytes with nearly every unchecked exception there is.
      throw damaged(file, String.valueOf(e.getMessage()), e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(Path file, ImageInputStream stream) throws IOException {
    for (var format : List.of("png", "jpeg")) {
      var readers = ImageIO.getImageReadersByFormatName(format);
      while (readers.hasNext()) {
        var reader = readers.next();
        if (reader.getOriginatingProvider().canDecodeInput(stream)) return reader;
      }
    }
    throw new DataException(file + " is neither a PNG nor a JPEG picture; convert it to one");
  }

  private static void checkSize(Path file, ImageReader reader) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width * height > LARGEST_PIXELS || Math.max(width, height) > LARGEST_SIDE) {
      throw new DataException(
          "%s has %d x %d pixels, more than %d million or longer than %d; scale it down"
              .formatted(file, width, height, LARGEST_PIXELS / 1_000_000, LARGEST_SIDE));
    }
  }

  /** The JPEG decoder fills what is missing with grey and only warns. */
  private static boolean meansLoss(String warning) {
    return warning.startsWith("Truncated File") || warning.contains("premature end");
  }

  private static DataException damaged(Path file, String why, Throwable cause) {
    var reason = why.lines().findFirst().orElse("unknown reason");
    return new DataException(
        file + " is damaged or not a usable picture (" + reason + "); save it again", cause);
  }

  private static Picture onWhite(BufferedImage image) {
    var colors = new int[image.getWidth() * image.getHeight()];
    boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    for (int y = 0, i = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++, i++) {
        colors[i] = blend(grey ? greyPixel(image, x, y) : image.getRGB(x, y));
      }
    }
    return new Picture(image.getWidth(), image.getHeight(), colors);
  }

  /** {@code getRGB} takes stored grey levels for linear light and would brighten them. */
  private static int greyPixel(BufferedImage image, int x, int y) {
    var raster = image.getRaster();
    int bits = image.getColorModel().getComponentSize(0);
    int level = raster.getSample(x, y, 0) * 255 / ((1 << bits) - 1);
    int alpha = 255;
    if (raster.getNumBands() > 1) alpha = raster.getSample(x, y, 1) * 255 / ((1 << bits) - 1);
    return alpha << 24 | level * 0x010101;
  }

  private static int blend(int argb) {
    int alpha = argb >>> 24;
    int color = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int channel = argb >>> shift & 0xFF;
      color |= (channel * alpha + 255 * (255 - alpha) + 127) / 255 << shift;
    }
    return color;
  }
}
