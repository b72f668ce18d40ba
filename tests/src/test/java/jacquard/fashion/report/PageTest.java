package jacquard.fashion.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jacquard.fashion.data.Garment;
import jacquard.fashion.report.Charts.Curve;
import jacquard.kernels.Parallel;
import jacquard.optimize.tune.Budget;
import jacquard.optimize.tune.Direction;
import jacquard.optimize.tune.Scale;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.TrialExecutor;
import jacquard.optimize.tune.sample.RandomSampler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  private static final String HOSTILE = "</script><script>alert('x')</script>&";

  @TempDir Path folder;

  @Test
  void everyTextIsEscaped() {
    var html =
        new Page(HOSTILE, false, HOSTILE)
            .heading(HOSTILE)
            .paragraph(HOSTILE)
            .tiles(List.of(new Page.Tile(HOSTILE, HOSTILE)))
            .table(List.of(HOSTILE), List.of(List.of(HOSTILE)))
            .chart(HOSTILE, Charts.curves(HOSTILE, HOSTILE, List.of(curve(HOSTILE))))
            .html();
    assertThat(html).doesNotContain("<script>alert").contains("\\u003c/script>");
  }

  @Test
  void theLibraryOfChartsIsThereOnceAndOnlyWhereThereAreCharts() {
    var none = new Page("t", false, "d").paragraph("p").html();
    assertThat(none).doesNotContain("echarts").hasSizeLessThan(10_000);
    var two = page().html();
    assertThat(two.split("echarts.init", -1)).hasSize(2);
    assertThat(two).hasSizeBetween(1_000_000, 1_200_000);
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    var own = page().html().replaceAll("(?s)<script>.{500000,}?</script>", "");
    assertThat(own)
        .hasSizeLessThan(50_000)
        .doesNotContainPattern("(?i)<(link|iframe|object)\\b")
        .doesNotContainPattern("(?i)\\s(src|href)=\"(?!data:)")
        .contains("<meta name=\"viewport\"", "prefers-color-scheme: dark");
  }

  @Test
  void generatedDataAreAWarning() {
    assertThat(new Page("t", true, "generated").html())
        .contains("<p class=\"warning\">Data: generated</p>");
    assertThat(new Page("t", false, "real").html()).contains("<p class=\"soft\">Data: real</p>");
  }

  @Test
  void aSampleShowsWhatWasSeenAndWhetherThatIsRight() {
    var probabilities = new float[10];
    probabilities[Garment.BAG.ordinal()] = 0.75f;
    probabilities[Garment.DRESS.ordinal()] = 0.25f;
    var right = new Sample(new byte[784], Garment.BAG, probabilities);
    assertThat(right.isRight()).isTrue();
    assertThat(right.html()).contains("✓ Bag", "75.0 %", "Dress", "data:image/png;base64,");
    var wrong = new Sample(new byte[784], Garment.DRESS, probabilities);
    assertThat(wrong.ranking()).startsWith(Garment.BAG, Garment.DRESS);
    assertThat(wrong.html()).contains("✗ Dress");
  }

  @Test
  void aBrowserDrawsEveryChart() throws Exception {
    draws(page(), 2);
  }

  @Test
  void aBrowserDrawsEveryChartOfASearch() throws Exception {
    var settings =
        StudySettings.of("search", new RandomSampler(1))
            .directions(Direction.MAXIMIZE, Direction.MINIMIZE);
    var study = Study.create(settings);
    study.optimizeSeveral(
        trial -> {
          double rate = trial.suggestFloat("rate", 1e-4, 1, Scale.LOG);
          if (trial.number() == 3) throw new IllegalStateException("diverged");
          boolean wide = trial.suggestCategorical("wide", List.of(true, false));
          if (wide) trial.suggestInt("width", 8, 512, Scale.LOG);
          return new double[] {rate, wide ? 2 : 1};
        },
        Budget.trials(20),
        TrialExecutor.sequential(Parallel.inline()));
    var goals = List.of("accuracy", "latency");
    var page = new SearchPage("search", goals, study.history(), false, "real").render();
    int charts = page.html().split("role=\"img\"", -1).length - 1;
    assertThat(charts).as("front, 2 x (history, importance, 3 slices), lines, times").isEqualTo(13);
    draws(page, charts);
  }

  private void draws(Page page, int charts) throws Exception {
    var browser = browser();
    assumeTrue(browser.isPresent(), "there is no chromium on the PATH");
    var file = folder.resolve("page.html");
    page.write(file);
    var dom = folder.resolve("dom.html");
    var log = folder.resolve("log.txt");
    int exit =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless=new",
                "--no-sandbox",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start()
            .waitFor();
    assertThat(exit).isZero();
    assertThat(Files.readString(dom).split("<svg", -1)).hasSize(charts + 1);
    assertThat(Files.readString(log)).doesNotContain("CONSOLE");
  }

  private static Optional<Path> browser() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Page page() {
    var counts = new long[10][10];
    for (var row : counts) Arrays.fill(row, 7);
    return new Page("t", false, "d")
        .chart("loss", Charts.curves("epoch", "loss", List.of(curve("training"))))
        .squareChart("confusion", Charts.confusion(Garment.titles(), counts));
  }

  private static Curve curve(String name) {
    return Curve.perEpoch(name, new double[] {3, 2, 1});
  }

  @Test
  void aFileIsReplacedAsAWhole() throws IOException {
    var file = Files.writeString(folder.resolve("page.html"), "old");
    AtomicFile.write(file, "new");
    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }
}
