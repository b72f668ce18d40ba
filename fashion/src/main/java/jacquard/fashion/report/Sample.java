package jacquard.fashion.report;

import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.data.Garment;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A picture and what a model sees in it. The arrays are shared, not copied.
 *
 * @param image {@code [28, 28]}, unsigned bytes
 * @param label what it shows
 * @param probabilities {@code [10]}, in label order
 */
public record Sample(byte[] image, Garment label, float[] probabilities) {
  private static final int SHOWN = 3;

  /** The classes, most probable first. */
  public List<Garment> ranking() {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -probabilities[c]))
        .map(Garment::of)
        .toList();
  }

  /** Whether the most probable class is the right one. */
  public boolean isRight() {
    return ranking().getFirst() == label;
  }

  /** The largest probability. */
  public float confidence() {
    return probabilities[ranking().getFirst().ordinal()];
  }

  String html() {
    var html = new StringBuilder("<figure><img alt=\"\" src=\"").append(dataUri()).append("\">");
    html.append(
        "<b class=\"%s\">%s</b>"
            .formatted(
                isRight() ? "right" : "wrong",
                Page.escape((isRight() ? "✓ " : "✗ ") + label.title())));
    for (var garment : ranking().subList(0, SHOWN)) {
      float probability = probabilities[garment.ordinal()];
      html.append(
          Text.format(
              "<div><span>%s</span><span>%.1f %%</span></div>",
              Page.escape(garment.title()), 100 * probability));
    }
    return html.append("</figure>\n").toString();
  }

  private String dataUri() {
    int side = FashionMnist.SIDE;
    var picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setDataElements(0, 0, side, side, image);
    var png = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }
}
