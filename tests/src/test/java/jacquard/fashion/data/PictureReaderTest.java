package jacquard.fashion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.Mutations;
import jacquard.kernels.Parallel;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureReaderTest {
  private static final Color CLEAR = new Color(0, 0, 0, 0);

  @TempDir Path folder;

  @Test
  void aDarkObjectOnWhiteBecomesBrightOnBlackTrimmedAndCentred() throws IOException {
    // 40 wide and 80 high: 14 x 28 in the middle.
    var image = canvas(200, 150, BufferedImage.TYPE_INT_RGB, Color.WHITE);
    fill(image, 30, 20, 40, 80, Color.BLACK);
    assertIsColumn(PictureReader.read(png(image)), 255);
  }

  @Test
  void everyKindOfPictureGivesTheSame() throws IOException {
    for (int type :
        new int[] {
          BufferedImage.TYPE_INT_ARGB,
          BufferedImage.TYPE_3BYTE_BGR,
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_USHORT_GRAY,
          BufferedImage.TYPE_BYTE_BINARY,
          BufferedImage.TYPE_BYTE_INDEXED
        }) {
      var image = canvas(90, 100, type, Color.WHITE);
      fill(image, 10, 10, 40, 80, Color.BLACK);
      assertIsColumn(PictureReader.read(png(image)), 255);
    }
  }

  @Test
  void aTransparentBackgroundCountsAsWhite() throws IOException {
    var image = canvas(200, 150, BufferedImage.TYPE_INT_ARGB, CLEAR);
    fill(image, 30, 20, 40, 80, new Color(0x66, 0x66, 0x66));
    assertIsColumn(PictureReader.read(png(image)), 255 - 0x66);
  }

  @Test
  void aDarkBackgroundStaysDark() throws IOException {
    var image = canvas(200, 150, BufferedImage.TYPE_INT_RGB, Color.BLACK);
    fill(image, 30, 20, 40, 80, Color.WHITE);
    assertIsColumn(PictureReader.read(png(image)), 255);
  }

  @Test
  void jpegsAndTheirNoiseAreTrimmedToo() throws IOException {
    var image = canvas(400, 300, BufferedImage.TYPE_INT_RGB, new Color(250, 250, 250));
    fill(image, 160, 64, 80, 160, Color.BLACK);
    var garment = PictureReader.read(write(image, "jpg"));
    assertThat(garment[14 * 28 + 14] & 0xFF).isGreaterThan(240);
    assertThat(garment[14 * 28 + 3] & 0xFF).isLessThan(10);
  }

  @Test
  void largePicturesAreThinnedAndAveraged() throws IOException {
    var image = canvas(4_000, 3_000, BufferedImage.TYPE_BYTE_GRAY, Color.WHITE);
    for (int x = 500; x < 3_500; x += 40) fill(image, x, 100, 20, 2_800, Color.BLACK);
    var garment = PictureReader.read(png(image));
    int middle = garment[14 * 28 + 14] & 0xFF;
    assertThat(middle).isBetween(100, 155); // half of the area is black
  }

  @Test
  void pictureOf28x28IsTakenAsItIs() throws IOException {
    var set = GeneratedGarments.training(GeneratedGarments.SEED, 50, Parallel.inline());
    for (int i = 0; i < set.size(); i++) {
      var image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setDataElements(0, 0, 28, 28, set.image(i));
      if (!hasDarkCorners(set.image(i))) continue;
      assertThat(PictureReader.read(png(image))).isEqualTo(set.image(i));
    }
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    refuses(folder.resolve("none.png"), "does not exist; name a picture");
    refuses(folder, "is not a file; name a picture");
    var text = Files.writeString(folder.resolve("text.png"), "not a picture");
    refuses(text, "is neither a PNG nor a JPEG picture; convert it to one");
    refuses(Files.write(folder.resolve("empty.png"), new byte[0]), "is neither a PNG nor a JPEG");
    var gif = canvas(30, 30, BufferedImage.TYPE_BYTE_INDEXED, Color.WHITE);
    refuses(write(gif, "gif"), "is neither a PNG nor a JPEG");
  }

  @Test
  void refusesAnEmptyPicture() throws IOException {
    refuses(png(canvas(50, 50, BufferedImage.TYPE_INT_RGB, Color.WHITE)), "nothing but background");
    refuses(png(canvas(1, 1, BufferedImage.TYPE_INT_RGB, Color.RED)), "nothing but background");
  }

  @Test
  void refusesHugePicturesByTheirHeader() throws IOException {
    refuses(header(20_000, 20_000), "has 20000 x 20000 pixels, more than 64 million");
    refuses(header(Integer.MAX_VALUE, Integer.MAX_VALUE), "pixels, more than 64 million");
    refuses(header(2_000_000, 1), "or longer than 65535; scale it down");
    refuses(header(0, 5), "is damaged or not a usable picture");
  }

  @Test
  void refusesTruncatedPictures() throws IOException {
    var set = GeneratedGarments.training(GeneratedGarments.SEED, 1, Parallel.inline());
    for (var format : new String[] {"png", "jpg"}) {
      byte[] good = Files.readAllBytes(write(sample(set.image(0)), format));
      for (int percent = 2; percent < 95; percent += 8) {
        var cut = Arrays.copyOf(good, good.length * percent / 100);
        refuses(Files.write(folder.resolve("cut." + format), cut), "cut." + format + " is ");
      }
    }
  }

  @Test
  void mutatedPicturesAreReadOrRefusedInOneSentence() throws Exception {
    var set = GeneratedGarments.training(GeneratedGarments.SEED, 1, Parallel.inline());
    var image = sample(set.image(0));
    var indexed = canvas(84, 84, BufferedImage.TYPE_BYTE_INDEXED, CLEAR);
    indexed.createGraphics().drawImage(image, 0, 0, 60, 84, null);
    var files = List.of(png(image), write(image, "jpg"));
    var mutations = new Mutations(folder.resolve("mutated"), 64 << 20, DataException.class);
    for (var file : files) {
      byte[] good = Files.readAllBytes(file);
      mutations.survive(good, 5, PictureReader::read);
    }
    mutations.survive(Files.readAllBytes(png(indexed)), 6, PictureReader::read);
  }

  /** A garment at three times its size, dark on white. */
  private static BufferedImage sample(byte[] garment) {
    var image = new BufferedImage(84, 84, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 84; y++) {
      for (int x = 0; x < 84; x++) {
        image.setRGB(x, y, (255 - (garment[y / 3 * 28 + x / 3] & 0xFF)) * 0x010101);
      }
    }
    return image;
  }

  private static boolean hasDarkCorners(byte[] garment) {
    return (garment[0] | garment[27] | garment[27 * 28] | garment[783]) == 0;
  }

  private static void assertIsColumn(byte[] garment, int level) {
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        int expected = x >= 7 && x < 21 ? level : 0;
        assertThat(garment[y * 28 + x] & 0xFF).as("pixel %d, %d", x, y).isEqualTo(expected);
      }
    }
  }

  private static void refuses(Path file, String reason) {
    assertThatThrownBy(() -> PictureReader.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }

  private static BufferedImage canvas(int width, int height, int type, Color background) {
    var image = new BufferedImage(width, height, type);
    if (background != CLEAR) fill(image, 0, 0, width, height, background);
    return image;
  }

  private static void fill(BufferedImage image, int x, int y, int width, int height, Color color) {
    var graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(x, y, width, height);
    graphics.dispose();
  }

  private Path png(BufferedImage image) throws IOException {
    return write(image, "png");
  }

  private Path write(BufferedImage image, String format) throws IOException {
    var file = folder.resolve("picture." + format);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  /** A PNG file that ends after the header, checksum and all. */
  private Path header(int width, int height) throws IOException {
    var chunk = ByteBuffer.allocate(17).put("IHDR".getBytes()).putInt(width).putInt(height);
    chunk.put(new byte[] {8, 2, 0, 0, 0});
    var crc = new CRC32();
    crc.update(chunk.array());
    var file = ByteBuffer.allocate(8 + 4 + 17 + 4).putLong(0x89504E470D0A1A0AL).putInt(13);
    file.put(chunk.array()).putInt((int) crc.getValue());
    return Files.write(folder.resolve("header.png"), file.array());
  }
}
