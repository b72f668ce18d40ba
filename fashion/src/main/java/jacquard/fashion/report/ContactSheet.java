package jacquard.fashion.report;

import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.data.Garment;
import jacquard.fashion.data.LabeledImages;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A picture of the data: one labelled row of samples for each class. */
public final class ContactSheet {
  private static final int SCALE = 2;
  private static final int CELL = SCALE * FashionMnist.SIDE + 4;
  private static final int MARGIN = 12;
  private static final int HEADING = 34;
  private static final int NAMES = 104;
  private static final Color PAPER = new Color(0x20, 0x22, 0x26);
  private static final Color TEXT = new Color(0xE6, 0xE6, 0xE6);

  private ContactSheet() {}

  /**
   * Draws the first samples of each class.
   *
   * @param heading the line above them: say where the data come from
   * @param perClass samples in a row, at least 1
   */
  public static BufferedImage draw(String heading, LabeledImages set, int perClass) {
    if (perClass < 1) {
      throw new IllegalArgumentException("samples per class must be at least 1: " + perClass);
    }
    int width = 2 * MARGIN + NAMES + CELL * perClass;
    int height = 2 * MARGIN + HEADING + CELL * FashionMnist.CLASSES;
    var sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = sheet.createGraphics();
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, width, height);
    drawText(graphics, heading);
    graphics.dispose();
    drawSamples(sheet, set.perClass(perClass));
    return sheet;
  }

  /**
   * Writes the sheet as a PNG file.
   *
   * @throws IOException if the file cannot be written; an older one of that name is then untouched
   */
  public static void write(Path png, String heading, LabeledImages set, int perClass)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(draw(heading, set, perClass), "png", bytes);
    AtomicFile.write(png, bytes.toByteArray());
  }

  private static void drawText(Graphics2D graphics, String heading) {
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(TEXT);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    graphics.drawString(heading, MARGIN, MARGIN + 14);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    for (var garment : Garment.values()) {
      int middle = MARGIN + HEADING + CELL * garment.ordinal() + CELL / 2;
      graphics.drawString(garment.title(), MARGIN, middle + 5);
    }
  }

  private static void drawSamples(BufferedImage sheet, LabeledImages samples) {
    var column = new int[FashionMnist.CLASSES];
    for (int i = 0; i < samples.size(); i++) {
      int label = samples.labels()[i];
      int left = MARGIN + NAMES + CELL * column[label]++;
      int top = MARGIN + HEADING + CELL * label;
      var image = samples.image(i);
      for (int y = 0; y < SCALE * FashionMnist.SIDE; y++) {
        for (int x = 0; x < SCALE * FashionMnist.SIDE; x++) {
          int level = image[y / SCALE * FashionMnist.SIDE + x / SCALE] & 0xFF;
          sheet.setRGB(left + x, top + y, level * 0x010101);
        }
      }
    }
  }
}
