package jacquard.fashion.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.fashion.data.GeneratedGarments;
import jacquard.fashion.data.LabeledImages;
import jacquard.kernels.Parallel;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
  private static final LabeledImages SET =
      GeneratedGarments.training(GeneratedGarments.SEED, 200, Parallel.inline());

  @TempDir Path folder;

  @Test
  void writesOneRowOfSamplesForEachClass() throws IOException {
    var file = folder.resolve("sheet.png");
    ContactSheet.write(file, "generated garments", SET, 7);
    var sheet = ImageIO.read(file.toFile());
    assertThat(sheet.getWidth()).isEqualTo(2 * 12 + 104 + 7 * 60);
    assertThat(sheet.getHeight()).isEqualTo(2 * 12 + 34 + 10 * 60);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void samplesStandWhereTheirClassAndNumberSay() {
    var sheet = ContactSheet.draw("", SET, 3);
    var third = SET.perClass(3);
    int seen = 0;
    for (int i = 0; i < third.size(); i++) {
      if (third.labels()[i] != 4 || seen++ < 2) continue;
      int left = 12 + 104 + 2 * 60;
      int top = 12 + 34 + 4 * 60;
      for (int pixel = 0; pixel < 784; pixel++) {
        int level = sheet.getRGB(left + pixel % 28 * 2, top + pixel / 28 * 2) & 0xFF;
        assertThat(level).isEqualTo(third.image(i)[pixel] & 0xFF);
      }
    }
    assertThat(seen).isEqualTo(3);
  }

  @Test
  void refusesNoSamples() {
    assertThatThrownBy(() -> ContactSheet.draw("", SET, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1");
  }
}
